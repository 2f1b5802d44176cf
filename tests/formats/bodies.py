"""Bodies of DOCX files at random: plain runs and others, in and around all that may hold them."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.importers.making import p, r

WORDS = st.text("法治\uf0fe \t\n\u3000\x85\u2028\u2029>]a&<𠮷", max_size=6)
_ATTRIBUTES = st.sampled_from(("", ' w:rsidR="00A1"', ' w:rsidR="a>b"', ' w14:paraId="1"'))
_PROPERTIES = st.sampled_from(
    (
        "",
        "<w:rPr/>",
        "<w:rPr></w:rPr>",
        '<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr>',
        "<w:rPr><w:b/></w:rPr>",
        '<w:rPr><w:rStyle w:val="a"/></w:rPr>',
        '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>',
        '<w:rPr><w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>',
    )
)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")


_RUNS = st.builds(
    "<w:r{0}>{1}{2}<w:t{3}>{4}</w:t>{5}</w:r>".format,
    _ATTRIBUTES,
    _PROPERTIES,
    st.sampled_from(("", "<w:lastRenderedPageBreak/>", "<w:tab/>")),
    st.sampled_from(("", ' xml:space="preserve"')),
    WORDS.map(_escaped),
    st.sampled_from(("", "", "", "<w:br/>", "<w:t>后</w:t>")),
)
_INLINE = st.one_of(
    _RUNS,
    _RUNS.map(lambda run: f'<w:ins w:id="1" w:author="甲">{run}{run}</w:ins>'),
    _RUNS.map(lambda run: f'<w:del w:id="1" w:author="甲">{run}</w:del>'),
    _RUNS.map(lambda run: f'<w:hyperlink w:anchor="x">{run}</w:hyperlink>'),
    _RUNS.map(lambda run: f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
    _RUNS.map(
        lambda run: (
            f"<mc:AlternateContent><mc:Choice>{run}</mc:Choice><mc:Fallback>{r('别的')}"
            "</mc:Fallback></mc:AlternateContent>"
        )
    ),
    _RUNS.map(lambda run: f"<w:r><w:ruby><w:rubyBase>{run}</w:rubyBase></w:ruby></w:r>"),
    st.sampled_from(
        (
            '<w:proofErr w:type="spellStart"/>',
            '<w:commentRangeStart w:id="0"/>',
            '<w:commentRangeEnd w:id="0"/>',
            '<w:r><w:commentReference w:id="0"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            "<w:r><w:br/></w:r>",
            "\n  ",
            "散",
        )
    ),
)
_PARAGRAPHS = st.builds(
    "<w:p{0}>{1}{2}</w:p>".format,
    _ATTRIBUTES,
    st.sampled_from(
        (
            "",
            '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
            '<w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr>',
        )
    ),
    st.lists(_INLINE, max_size=5).map("".join),
)
BODIES = st.lists(
    st.one_of(
        _PARAGRAPHS,
        _PARAGRAPHS.map(lambda paragraph: f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"),
        _RUNS,
        _RUNS.map(
            lambda run: (
                f"<w:tbl><w:tr>{run}<w:tc>{p('甲')}</w:tc>"
                f'<w:bookmarkStart w:id="3" w:name="x"/>{run}<w:tc>{p("乙")}</w:tc></w:tr></w:tbl>'
            )
        ),
    ),
    max_size=5,
).map("".join)
