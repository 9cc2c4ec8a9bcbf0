package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void aLinkGoesUpAsFarAsItMust() {
        assertEquals("docs/a.html", Html.relative("index.html", "docs/a.html"));
        assertEquals("../index.html", Html.relative("docs/a.html", "index.html"));
        assertEquals("b.html", Html.relative("docs/a.html", "docs/b.html"));
        assertEquals("a.html", Html.relative("docs/a.html", "docs/a.html"));
        assertEquals("../bench/report/x.svg", Html.relative("docs/a.html", "bench/report/x.svg"));
        assertEquals("decisions/index.html", Html.relative("docs/a.html", "docs/decisions/index.html"));
    }

    @Test
    void whatHtmlMeansOtherwiseIsEscaped() {
        assertEquals("&lt;a href=&quot;x&quot;&gt; &amp;amp;", Html.escape("<a href=\"x\"> &amp;"));
    }
}
