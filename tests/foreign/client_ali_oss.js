// ali-oss (npm) against a practice server; run by run.py with a node that finds the package (NODE_PATH).
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const OSS = require("ali-oss");

const env = process.env;
const PART_BYTES = 100 * 1024;
const ODD_KEYS = ["苹果/图 1.jpg", "a+b&c=d?e#f%20", "a//b", "z/", "x".repeat(1019), "e\u0301 \u{1f34e}", "'\"<>&\\", "-_.~*()!"]
  .map((name) => `odd/${name}`);

function clientOf(version, options = {}) {
  return new OSS({
    accessKeyId: env.OSS_ACCESS_KEY_ID,
    accessKeySecret: env.OSS_ACCESS_KEY_SECRET,
    endpoint: env.OSS_ENDPOINT,
    region: `oss-${env.OSS_REGION}`,
    bucket: env.OSS_BUCKET,
    authorizationV4: version === "v4",
    retryMax: 0,
    ...options,
  });
}

const read = async (client, key, options) => (await client.get(key, options)).content.toString();

const acts = {
  async putGetHeadDelete(client) {
    const put = await client.put("a", Buffer.from("hello"), { mime: "image/png", meta: { colour: "red" } });
    assert.equal(put.res.headers["x-oss-hash-crc64ecma"], "11177612005948864433");
    assert.equal(await read(client, "a"), "hello");
    assert.equal(await read(client, "a", { headers: { Range: "bytes=1-2" } }), "el");
    const head = await client.head("a");
    assert.equal(head.res.headers["content-type"], "image/png");
    assert.equal(head.meta.colour, "red");
    assert.equal((await client.getObjectMeta("a")).res.headers["content-length"], "5");
    await client.delete("a");
    await assert.rejects(client.head("a"), { code: "NoSuchKey", status: 404 });
  },

  async oddKeys(client) {
    for (const key of ODD_KEYS) {
      await client.put(key, Buffer.from(key));
      assert.equal(await read(client, key), key);
    }
    const listed = await client.listV2({ prefix: "odd/", "max-keys": 1000 });
    assert.deepEqual(new Set(listed.objects.map((entry) => entry.name)), new Set(ODD_KEYS));
    const deleted = await client.deleteMulti(ODD_KEYS);
    assert.equal(deleted.deleted.length, ODD_KEYS.length);
  },

  async listings(client) {
    const keys = Array.from({ length: 25 }, (_, number) => `l/${number % 3}/${String(number).padStart(3, "0")}`);
    for (const key of keys) await client.put(key, Buffer.from("x"));
    const seen = [];
    for (let marker = undefined, more = true; more; ) {
      const page = await client.list({ prefix: "l/", "max-keys": 7, ...(marker && { marker }) });
      seen.push(...page.objects.map((entry) => entry.name));
      [marker, more] = [page.nextMarker, page.isTruncated];
    }
    assert.deepEqual(seen, [...keys].sort());
    const second = [];
    for (let token = undefined, more = true; more; ) {
      const page = await client.listV2({
        prefix: "l/", "max-keys": 7, ...(token && { "continuation-token": token }),
      });
      second.push(...page.objects.map((entry) => entry.name));
      [token, more] = [page.nextContinuationToken, page.isTruncated];
    }
    assert.deepEqual(second, [...keys].sort());
    assert.deepEqual((await client.listV2({ prefix: "l/", delimiter: "/" })).prefixes, ["l/0/", "l/1/", "l/2/"]);
  },

  async multipart(client) {
    const whole = Buffer.concat([Buffer.alloc(PART_BYTES, "a"), Buffer.alloc(PART_BYTES, "b"), Buffer.from("end")]);
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "practice-")), "whole");
    fs.writeFileSync(file, whole);
    await client.multipartUpload("m", file, { partSize: PART_BYTES, parallel: 3 });
    assert.equal(Buffer.compare((await client.get("m")).content, whole), 0);
    const { uploadId } = await client.initMultipartUpload("m2");
    const part = await client.uploadPart("m2", uploadId, 1, file, 0, 10);
    assert.equal((await client.listParts("m2", uploadId)).parts.length ?? 1, 1);
    assert.equal((await client.listUploads({})).uploads.length, 1);
    await client.completeMultipartUpload("m2", uploadId, [{ number: 1, etag: part.etag }]);
    assert.equal(await read(client, "m2"), "a".repeat(10));
    const other = await client.initMultipartUpload("m3");
    await client.abortMultipartUpload("m3", other.uploadId);
    await client.multipartUploadCopy("copied", { sourceKey: "m", sourceBucketName: env.OSS_BUCKET },
      { partSize: PART_BYTES });
    assert.equal(Buffer.compare((await client.get("copied")).content, whole), 0);
    fs.rmSync(path.dirname(file), { recursive: true });
  },

  async copyAndOverwrite(client) {
    await client.put("c 果", Buffer.from("hello"));
    await client.copy("d", "c 果");
    assert.equal(await read(client, "d"), "hello");
    await assert.rejects(
      client.put("d", Buffer.from("x"), { headers: { "x-oss-forbid-overwrite": "true" } }),
      { code: "FileAlreadyExists", status: 409 },
    );
  },

  async streams(client) {
    await client.putStream("s", require("node:stream").Readable.from([Buffer.from("hel"), Buffer.from("lo")]));
    assert.equal(await read(client, "s"), "hello");
  },

  async presigned(client, version) {
    await client.put("p 果", Buffer.from("hello"));
    // It makes no URL for an endpoint that is an IP address; by name, its path style is called SLD.
    const named = clientOf(version, { endpoint: env.OSS_ENDPOINT.replace("127.0.0.1", "localhost"), sldEnable: true });
    const url = version === "v4"
      ? await named.signatureUrlV4("GET", 60, undefined, "p 果")
      : named.signatureUrl("p 果", { expires: 60 });
    assert.equal(await (await fetch(url)).text(), "hello");
  },

  async buckets(client) {
    assert.deepEqual((await client.listBuckets()).buckets.map((entry) => entry.name), [env.OSS_BUCKET]);
    assert.equal((await client.getBucketInfo(env.OSS_BUCKET)).bucket.Location, `oss-${env.OSS_REGION}`);
    assert.equal((await client.getBucketLocation(env.OSS_BUCKET)).location, `oss-${env.OSS_REGION}`);
    assert.equal((await client.getBucketACL(env.OSS_BUCKET)).acl, "private");
    await assert.rejects(client.getBucketCORS(env.OSS_BUCKET), { code: "NoSuchCORSConfiguration" });
  },
};

async function main() {
  for (const version of ["v4", "v1"]) {
    for (const [name, act] of Object.entries(acts)) {
      await act(clientOf(version), version);
      console.log("ok", version, name);
    }
  }
}

main();
