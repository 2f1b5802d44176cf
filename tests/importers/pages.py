"""Web pages as the content management systems of offices make them, around one small report.

Each maker takes nothing and returns the page's text; all have a navigation, buttons, links to other
reports and a footer, and every one is built in another way.
"""

from __future__ import annotations

from collections.abc import Callable

TITLE = "某市人民代表大会常务委员会关于法治建设情况的调研报告"
ADDRESSEE = "市人大常委会："
BODY = (
    "根据年度工作安排，2024年2月下旬，调研组深入县区和有关部门，对法治建设情况进行了调研。现将情况报告如下：",
    "一、基本情况",
    "近年来，全市各级各部门认真贯彻落实上级决策部署，把法治建设摆在全局工作的重要位置，取得了明显成效。",
    "（一）组织领导不断加强。市委定期听取汇报，市政府每年安排专项经费，县区全部成立了工作机构。",
    "（二）工作机制逐步健全。建立了联席会议制度，明确了责任清单，把考核结果作为评先评优的依据。",
    "二、存在问题",
    "1.部分单位重视程度不够，存在重建设、轻管理的现象。",
    "2.基层力量薄弱，个别乡镇没有专职人员，工作经费得不到保障。",
    "三、意见建议",
    "一要强化责任落实，完善考核办法；二要加大投入力度，充实基层力量；三要加强宣传，营造良好氛围。",
)
SIGNATURE = ("市人大常委会调研组", "2024年3月1日")
NOISE = (
    "首页", "政务公开", "站内搜索", "当前位置", "浏览次数", "打印", "分享", "扫一扫", "责任编辑", "上一篇",
    "相关链接", "ICP", "网站地图", "脚本", "字体", "决算情况的报告", "点击排行", "请输入",
)  # fmt: skip

_NAV = "".join(
    f'<li><a href="/c{at}/">{word}</a></li>'
    for at, word in enumerate(
        "首页 要闻动态 政务公开 政务服务 互动交流 走进某市 数据开放 专题专栏".split()
    )
)
_OTHERS = "".join(
    f'<li><a href="/a{at}.html">关于{what}决算情况的报告</a><span>2024-0{at + 1}-11</span></li>'
    for at, what in enumerate(("财政", "国有资产", "环境保护", "食品安全", "安全生产"))
)
_BUTTONS = (
    "字体：【<a href='#'>大</a> <a href='#'>中</a> <a href='#'>小</a>】 "
    "<a href='javascript:window.print()'>打印</a> <a href='javascript:close()'>关闭</a>"
)
_FOOTER = (
    "主办：某市人大常委会办公室　某ICP备05000000号　某公网安备 41110000号　网站标识码：4111000001 "
    "<a href='/map'>网站地图</a> <a href='/us'>联系我们</a>"
)


def _head(extra: str = "", title: str = f"{TITLE}_某市人大网") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{extra}<style>.a{{color:red}}</style>"
        '<script>var a="<p>脚本</p>";</script></head>'
    )


def _ps(style: str = "") -> str:
    return "\n".join(f"<p{style}>　　{line}</p>" for line in (ADDRESSEE, *BODY, *SIGNATURE))


def _around(main: str, head: str = "") -> str:
    return (
        f'{_head(head)}<body><div class="header"><ul class="nav">{_NAV}</ul><form>站内搜索'
        '<input value="请输入关键字"></form></div><div class="crumb">当前位置：<a href="/">首页</a>'
        ' &gt; <a href="/g">公报</a> &gt; 正文</div>'
        f'{main}<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>'
        '<div class="ewm">扫一扫在手机打开当前页</div><div class="editor">责任编辑：某某</div>'
        '<div class="page">上一篇：<a href="/p">上一篇的标题</a> 下一篇：<a href="/n">下一篇的标题</a></div>'
        f'<div class="related"><h3>相关链接</h3><ul>{_OTHERS}</ul></div>'
        f'<div class="footer">{_FOOTER}</div></body></html>'
    )


def _info() -> str:
    return (
        '<div class="info"><span>发布时间：2024-03-02</span> <span>来源：市人大</span> '
        f'<span>浏览次数：<i id="hits">128</i></span> {_BUTTONS}</div>'
    )


def trs() -> str:
    """An editor's container in the middle, title and dateline above."""
    return _around(
        f'<h1 class="title">{TITLE}</h1>{_info()}<div class="TRS_Editor"><style>.TRS_Editor P'
        f"{{line-height:2}}</style>{_ps(' style=text-indent:2em')}</div>"
    )


def breaks() -> str:
    """Paragraphs told apart by br and indented by nbsp."""
    lines = "<br/><br/>".join(
        "&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in (ADDRESSEE, *BODY, *SIGNATURE)
    )
    return _around(f'<h2 class="bt">{TITLE}</h2>{_info()}<div id="zoom">{lines}</div>')


def word() -> str:
    """Pasted out of Word, with a table."""
    spans = "".join(
        f'<p class="MsoNormal"><span>&#12288;&#12288;</span><b><span>{line[:4]}</span></b>'
        f'<span lang="EN-US"><o:p></o:p></span><span>{line[4:9]}</span>'
        f'<a href="http://www.example.cn/x">{line[9:12]}</a><span>{line[12:]}</span></p>'
        for line in (ADDRESSEE, *BODY, *SIGNATURE)
    )
    table = (
        "<table border=1><tr><td rowspan=2>单位</td><td colspan=2>件数</td></tr>"
        "<tr><td>去年</td><td>今年</td></tr><tr><td>市公安局</td><td>12</td><td>15</td></tr></table>"
    )
    return _around(
        f'<div class="tit">{TITLE}</div>{_info()}'
        f'<div class="content" id="UCAP-CONTENT">{spans}{table}</div>'
    )


def tables() -> str:
    """Set with nested tables twenty years ago; nothing has a name."""
    lines = "".join(f"<p><font size=3>　　{line}" for line in (ADDRESSEE, *BODY, *SIGNATURE))
    side = "".join(f"<tr><td><a href=/l{at}>栏目{at}</a></td></tr>" for at in range(8))
    return (
        f"{_head()}<body><center><table width=960><tr><td colspan=2><table><tr>"
        f"{_NAV.replace('li', 'td')}</tr></table></td></tr><tr><td width=200><table>{side}</table></td>"
        f"<td><table><tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr><tr><td>"
        f"日期：2024-03-02　来源：市人大　{_BUTTONS}</td></tr><tr><td>{lines}</td></tr><tr><td>"
        f"【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】</td></tr></table></td></tr>"
        f"<tr><td colspan=2>{_FOOTER}</td></tr></table></center></body></html>"
    )


def sidebar() -> str:
    """A nameless container beside a column with prose about other reports."""
    prose = "".join(
        f"<dl><dt><a href=/h{at}>热点{at}</a></dt><dd>近日，某市召开会议，部署有关工作。"
        f"<a href=/h{at}>[详细]</a></dd></dl>"
        for at in range(4)
    )
    lines = "".join(f"<div>　　{line}</div>" for line in (ADDRESSEE, *BODY, *SIGNATURE))
    return _around(
        f'<div class="wrap"><div class="l"><div class="art"><h1>{TITLE}</h1>{_info()}'
        f'<div class="c3">{lines}</div></div></div><div class="right">点击排行{prose}</div></div>'
    )


def bare() -> str:
    """Paragraphs right in the body."""
    return (
        f"{_head()}<body><div id=top><ul>{_NAV}</ul></div><h3>{TITLE}</h3><p>发布时间：2024-03-02"
        f" 09:30　来源：市人大</p>{_ps()}<hr><div>{_FOOTER}</div></body></html>"
    )


def inside() -> str:
    """Title, dateline and buttons stand in the same element as the text."""
    return _around(
        f'<div class="article"><h1>{TITLE}</h1><p class="ly">2024-03-02 来源：市人大 {_BUTTONS}</p>'
        f"{_ps()}</div>"
    )


def parts() -> str:
    """The text is cut into several containers."""
    half = len(BODY) // 2
    first = "".join(f"<p>{line}</p>" for line in (ADDRESSEE, *BODY[:half]))
    second = "".join(f"<p>{line}</p>" for line in (*BODY[half:], *SIGNATURE))
    return _around(
        f'<div class="box"><h1>{TITLE}</h1>{_info()}<div class="p1">{first}</div>'
        f'<div class="p2">{second}</div></div>'
    )


def broken_title() -> str:
    """The title is broken, and the page calls itself by the site's name."""
    title = f"{TITLE[:14]}<br>{TITLE[14:]}"
    page = _around(
        f'<table><tr><td class="title">{title}</td></tr><tr><td>【发布日期】：2024-03-02　【来源】：市人大'
        f"</td></tr></table><div id=vsb_content>{_ps()}</div>"
    )
    return page.replace(f"{TITLE}_某市人大网", "某市人大网")


def index_table() -> str:
    """A table of what is known of the paper stands above it."""
    facts = (
        "<table class=xxgk><tr><td>索 引 号：</td><td>000014349/2024-00115</td><td>主题分类：</td>"
        "<td>法治</td></tr><tr><td>发文机关：</td><td>市人大</td><td>成文日期：</td><td>2024年03月01日</td>"
        f"</tr><tr><td>标　　题：</td><td>{TITLE}</td><td>发布日期：</td><td>2024-03-02</td></tr></table>"
    )
    return _around(f'{facts}<div class="pages_content"><h1>{TITLE}</h1>{_ps()}</div>')


def scripted() -> str:
    """One form around everything, and a script that would write the dateline."""
    metas = (
        f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-03-02 10:12">'
        '<meta name="ContentSource" content="市人大">'
    )
    return (
        f"{_head(metas)}<body><form id=aspnetForm><input type=hidden value=x><div id=nav><ul>{_NAV}"
        f"</ul></div><div><span id=ctl00_title>{TITLE}</span><script>document.write('日期')</script>"
        f"<span id=ctl00_text>{_ps()}</span></div><div>{_FOOTER}</div></form></body></html>"
    )


def closing_outside() -> str:
    """Signature and attachments stand below the container."""
    lines = "".join(f"<p>{line}</p>" for line in (ADDRESSEE, *BODY))
    signed = "".join(f"<p align=right>{line}</p>" for line in SIGNATURE)
    return _around(
        f'<h1>{TITLE}</h1>{_info()}<div class="view_content">{lines}</div><div class="lk">{signed}</div>'
        '<div class="fj">附件：<a href="/f/1.docx">问题清单.docx</a></div>'
    )


def sections() -> str:
    """An article of a messenger's public account."""
    lines = "".join(
        f'<section style="margin:1em"><span style="font-size:17px"><strong></strong>{line}</span></section>'
        for line in (ADDRESSEE, *BODY, *SIGNATURE)
    )
    return (
        f'{_head(title=TITLE)}<body><div id="js_article"><h1 class="rich_media_title">{TITLE}</h1>'
        '<div class="rich_media_meta_list"><span>市人大</span> <em>2024-03-02 10:00</em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden">{lines}</div>'
        '<div class="qr_code_pc">扫一扫二维码关注</div></div></body></html>'
    )


def deep() -> str:
    """An editor nested a font for every change and closed none."""
    lines = "".join(
        f"<p>{'<font face=仿宋>' * 40}　　{line}" for line in (ADDRESSEE, *BODY, *SIGNATURE)
    )
    return _around(f"<h1>{TITLE}</h1>{_info()}<div>{lines}</div>")


def lists() -> str:
    """Modern markup: main, article, header, footer."""
    return (
        f"{_head()}<body><header><nav><ul>{_NAV}</ul></nav></header><main><article><header><h1>{TITLE}</h1>"
        f"<p><time>2024年03月02日</time></p></header>{_ps()}<footer><a href=/s>分享</a></footer></article>"
        f"<aside><h2>相关链接</h2><ul>{_OTHERS}</ul></aside></main><footer>{_FOOTER}</footer></body></html>"
    )


PAGES: dict[str, Callable[[], str]] = {
    maker.__name__: maker
    for maker in (
        trs, breaks, word, tables, sidebar, bare, inside, parts, broken_title, index_table, scripted,
        closing_outside, sections, deep, lists,
    )
}  # fmt: skip
