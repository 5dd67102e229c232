"""The regions offered in the connection dialog; any other may be typed.

From Alibaba's list of OSS regions and endpoints (late 2026). Regions that are closing are left out on purpose.
"""

from itag_desktop.wording.texts import N_

REGIONS: tuple[tuple[str, str], ...] = (
    ("cn-hangzhou", N_("China (Hangzhou)")),
    ("cn-shanghai", N_("China (Shanghai)")),
    ("cn-beijing", N_("China (Beijing)")),
    ("cn-shenzhen", N_("China (Shenzhen)")),
    ("cn-qingdao", N_("China (Qingdao)")),
    ("cn-zhangjiakou", N_("China (Zhangjiakou)")),
    ("cn-huhehaote", N_("China (Hohhot)")),
    ("cn-wulanchabu", N_("China (Ulanqab)")),
    ("cn-heyuan", N_("China (Heyuan)")),
    ("cn-guangzhou", N_("China (Guangzhou)")),
    ("cn-chengdu", N_("China (Chengdu)")),
    ("cn-zhongwei", N_("China (Zhongwei)")),
    ("cn-wuhan-lr", N_("China (Wuhan, local region)")),
    ("cn-hongkong", N_("China (Hong Kong)")),
    ("ap-northeast-1", N_("Japan (Tokyo)")),
    ("ap-northeast-2", N_("South Korea (Seoul)")),
    ("ap-southeast-1", N_("Singapore")),
    ("ap-southeast-3", N_("Malaysia (Kuala Lumpur)")),
    ("ap-southeast-5", N_("Indonesia (Jakarta)")),
    ("ap-southeast-6", N_("Philippines (Manila)")),
    ("ap-southeast-7", N_("Thailand (Bangkok)")),
    ("ap-southeast-8", N_("Malaysia (Johor)")),
    ("eu-central-1", N_("Germany (Frankfurt)")),
    ("eu-west-1", N_("UK (London)")),
    ("eu-west-2", N_("France (Paris)")),
    ("us-west-1", N_("US (Silicon Valley)")),
    ("us-east-1", N_("US (Virginia)")),
    ("na-south-1", N_("Mexico")),
    ("sa-east-1", N_("Brazil (Sao Paulo)")),
    ("me-east-1", N_("UAE (Dubai)")),
)
