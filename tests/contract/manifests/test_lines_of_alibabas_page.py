"""The lines that Alibaba's page "Create a dataset for a labeling job" shows, byte for byte, typed anew."""

from itag_desktop.domain.destination import Destination
from itag_desktop.manifests.lines import item_line, media_line


def test_a_text_item() -> None:
    assert item_line([("source", "text sample 1")]) == b'{"data":{"source":"text sample 1"}}'


def test_an_image_item() -> None:
    line = b'{"data":{"source":"oss://****.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/1.jpg"}}'
    uri = "oss://****.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/1.jpg"
    assert media_line(uri, label_field="label", label=None) == line
    assert item_line([("source", uri)]) == line


def test_an_image_item_of_a_destination() -> None:
    destination = Destination(bucket="demo", region="cn-hangzhou", prefix="iTAG")
    assert media_line(destination.uri("pic/10.jpg"), label_field="label", label=None) == (
        b'{"data":{"source":"oss://demo.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/10.jpg"}}'
    )


def test_a_custom_item() -> None:
    text = (
        "Jack Ma and 17 other founders established Alibaba Group in a Hangzhou apartment. "
        "The group's first website was Alibaba.com, an English-language global wholesale marketplace."
    )
    fields = [("picture_url", "oss://****.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/1.jpg"), ("text", text)]
    assert item_line(fields) == (
        b'{"data":{"picture_url":"oss://****.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/1.jpg",'
        b'"text":"Jack Ma and 17 other founders established Alibaba Group in a Hangzhou apartment. '
        b"The group's first website was Alibaba.com, an English-language global wholesale marketplace.\"}}"
    )


def test_the_shortest_custom_item() -> None:
    fields = [("picture_url", "oss://****.oss url 01"), ("text", "text sample1")]
    assert item_line(fields) == b'{"data":{"picture_url":"oss://****.oss url 01","text":"text sample1"}}'


def test_a_pre_label_follows_the_source() -> None:
    line = media_line("oss://b.oss-cn-hangzhou.aliyuncs.com/1.jpg", label_field="label", label="cat")
    assert line == b'{"data":{"source":"oss://b.oss-cn-hangzhou.aliyuncs.com/1.jpg","label":"cat"}}'
