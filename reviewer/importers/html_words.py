"""What stands on government web pages around a report: names of parts, tools, labels.

Learned from the content management systems that offices use (TRS, UCAP, Drupal-like ones and
hand-made pages); the outline tells a dateline from a title, here it is only said what is neither.
"""

from __future__ import annotations

import re
from typing import Final

KNOWN_IDS: Final = frozenset(
    "ucap-content zoom zoomcon ivs_content info_content js_content articlecontent article_content"
    " newscontent news_content contenttext conttxt fontzoom vsb_content vsb_newscontent"
    " textcontent xxgk_content printcontent detailcontent".split()
)
"""Ids of the element that holds a text, in small letters."""
KNOWN_CLASSES: Final = frozenset(
    "trs_editor trs_editor_view trs_preappend pages_content article_content article-content"
    " articlecontent xl_content detail-news news_content news-content view_content"
    " bt_content ccontent wp_articlecontent v_news_content txt_con article-con xxgk_content"
    " content_text rich_media_content zhengwen text_content entry-content scroll_cont".split()
)
"""Classes of the same."""

AROUND: Final = re.compile(
    "nav|menu|head(?:er)?(?!line)|foot|crumb|location|position|dqwz|wz_|share|ewm|qrcode|erweima"
    "|print|tool|relat|xgxw|xgwj|xglj|xgnr|recommend|tuijian|hot|rank|side|aside|copy|banner|logo|search"
    "|pag(?:er|ing|ination)|prev|next|comment|login|friend|float|weixin|wechat|sns|hits|fontsize"
    "|fontzoombar|changefont|close|jiathis|bdsharebuttonbox|wza|accessib|popup|modal|dialog"
    "|sidebar|links|app-?down|zrbj|ly_box|guanbi",
    re.IGNORECASE,
)
"""What ids and classes of everything else are called."""

TITLE_NAME: Final = re.compile("title|tit$|^tit|biaoti|^bt$|bt_|headline|subject", re.IGNORECASE)
"""What ids and classes of a page's title are called."""

LABEL: Final = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:时间|日期|来源|稿源|机构|机关|单位|字号|文号|分类|种类|有效性|效力状态|作者|体裁|关键词)"
    r"[】\]]?\s*[:：]|[索\s]{1,4}引\s*号\s*[:：]?|文\s*号\s*[:：]|名\s*称\s*[:：]|标\s*题\s*[:：]"
    r"|主\s*题\s*词\s*[:：]"
)
"""A label of a dateline."""
DATE: Final = re.compile(
    r"(?:[^\d\s]{2,20}\s+)?[（(\[]?(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?"
    r"(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?[）)\]]?(?:[\s|]+\S{2,20})?$"
)
"""A date and perhaps a source, and nothing else."""

_TOOLS: Final = (
    r"(?:【|\[|［|（|\()?\s*(?:字\s*体|字\s*号|文字大小)\s*(?:大小)?\s*[:：]?\s*(?:【|\[|［)?"
    r"\s*(?:A\+?|特大|大|小|中|-|\+|\|)(?:[\s|A+\-/]*(?:大|中|小|默认))*\s*(?:】|\]|］|）|\))?"
    r"|(?:【\s*(?:特大|大|中|小|默认)\s*】\s*){2,}"
    r"|(?:浏览|点击|阅读|访问|查看)\s*(?:次数|量|率|数|人次)?\s*[:：]\s*\d*\s*次?"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量)"
    r"|我要(?:打印|分享|纠错)|打印(?:本页|文章|页面|此页)?|收藏(?:本页)?|关闭(?:窗口|本页)?"
    r"|(?:一键)?分享(?:到|至)?|复制链接|下载(?:打印版|PDF版|全文)|无障碍(?:阅读|浏览)?|语音播报|朗读"
    r"|(?:微信|微博|新浪微博|QQ空间|QQ|人人网|腾讯微博|朋友圈)|扫一扫(?:在手机打开当前页)?"
    r"|视力保护色|保护视力色|返回(?:顶部|首页|列表|上一页)?|T\s*(?:大|小)|大\s*中\s*小"
)
TOOLS: Final = re.compile(
    f"(?:^|(?<=[\\s|】\\])）\\d次]))(?:{_TOOLS})\\s*[:：]?(?=$|[\\s|【\\[（(])"
)
"""Buttons in a line of their own or at the end of a dateline."""
ONLY_TOOLS: Final = re.compile(f"(?:\\s*(?:{_TOOLS})\\s*[:：|、]?)+\\s*$")
"""A line that is nothing but buttons."""

FURNITURE: Final = re.compile(
    r"(?:您?(?:当前|现在|所在)(?:的)?位置|当前页面)|首页\s*[>＞»/]|上一(?:篇|条|页)|下一(?:篇|条|页)"
    r"|相关(?:链接|新闻|信息|文章|文档|阅读|稿件|报道|政策解读|附件下载)\s*[:：]?$|相关(?:链接|文章|新闻|阅读)\s*[:：]"
    r"|责任编辑|责编|编辑\s*[:：]|扫一扫|二维码|分享到|分享至|打印本页|关闭窗口|关闭本页"
    r"|版权所有|(?:主办|承办|协办|运维|技术支持)(?:单位)?\s*[:：]|ICP备|公网安备|网站标识码|网站地图"
    r"|联系我们\s*$|站内搜索|设为首页|加入收藏|友情链接|推荐阅读|热门(?:文章|新闻|推荐)|最新(?:文章|信息)\s*$"
    r"|点击排行|返回顶部|手机版|我要纠错|Copyright|©|热点推荐|更多\s*[>＞»]"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|率|数)\s*[:：]?\s*\d*\s*次?$"
    r"|^\s*(?:联系电话|邮编|地址|邮政编码|技术支持|建议使用)[:：].{0,60}$",
    re.IGNORECASE,
)
"""A line that belongs to the page and not to the text."""

ATTACHED: Final = re.compile(
    r"附\s*件\s*(?:下载|列表)?\s*[\d一二三四五六七八九十]{0,2}\s*(?:[:：.、]|$)"
)
"""The line that names what is attached."""
DOCUMENT_LINK: Final = re.compile(
    r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|ceb|txt|rtf)(?:[?#]|$)", re.IGNORECASE
)
"""Where a link to an attached file leads."""

TITLE_SUFFIX: Final = re.compile(r"\s*[_|｜\-—–－·:：>»]+\s*[^_|｜\-—–－·:：>»]*$")
"""The last part of a page's <title>: the name of the site or of a column."""
