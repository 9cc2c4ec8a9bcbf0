package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HighlighterTest {

    private static String comment(String text) {
        return "<span class=\"comment\">" + text + "</span>";
    }

    private static String text(String text) {
        return "<span class=\"text\">" + text + "</span>";
    }

    private static String word(String text) {
        return "<span class=\"word\">" + text + "</span>";
    }

    @Test
    void wordsWithinTextsAndCommentsAreNoWords() {
        assertEquals(
                word("return") + " " + text("&quot;new // \\&quot;&quot;") + "; " + comment("// new"),
                Highlighter.highlight("return \"new // \\\"\"; // new", "java"));
    }

    @Test
    void aTextBlockMayHaveQuotesAndLines() {
        assertEquals(
                text("&quot;&quot;&quot;\na &quot;b&quot;\n&quot;&quot;&quot;") + ".x",
                Highlighter.highlight("\"\"\"\na \"b\"\n\"\"\".x", "java"));
    }

    @Test
    void partsOfNamesAreNoWords() {
        assertEquals("newer.classes", Highlighter.highlight("newer.classes", "java"));
    }

    @Test
    void anHashInAWordOfTheShellIsNoComment() {
        assertEquals("a#b " + comment("# c"), Highlighter.highlight("a#b # c", "sh"));
    }

    @Test
    void otherLanguagesAreOnlyEscaped() {
        assertEquals("if a &lt; b", Highlighter.highlight("if a < b", "forth"));
    }
}
