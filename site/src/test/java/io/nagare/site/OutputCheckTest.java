package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong in the finished site. */
class OutputCheckTest {

    @TempDir
    private Path folder;

    private List<String> check(String html) throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/b.html"), "<h2 id=\"there\">x</h2><a name='old'></a>");
        Files.writeString(folder.resolve("a.html"), html);
        Problems problems = new Problems();
        new OutputCheck(folder, problems).check();
        return problems.all();
    }

    @Test
    void goodLinksAreNoProblem() throws IOException {
        assertEquals(List.of(), check("""
                <p id="top"><a href="deep/b.html#there">x</a> <a href='deep/b.html#old'>x</a> <a href="#top">x</a>
                <a href="https://example.org/">elsewhere</a> <a href="a.html?q=1">x</a>
                <script>"<a href='no.html'>"</script>
                """));
    }

    @Test
    void brokenOnesAreNamedWithTheirLine() throws IOException {
        assertEquals(
                List.of(
                        "a.html:1: the link leads nowhere: no.html",
                        "a.html:2: the link leads to no anchor: deep/b.html#here",
                        "a.html:3: links to a folder, which is no page from a disk: deep",
                        "a.html:3: the link leads nowhere: ../../x.html"),
                check("<a href=\"no.html\">x</a>\n<a href=\"deep/b.html#here\">x</a>\n"
                        + "<a href=deep>x</a><a href=\"../../x.html\">x</a>"));
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        assertEquals(
                List.of("a.html:1: loads from elsewhere: https://example.org/x.js"),
                check("<script src=\"https://example.org/x.js\"></script>"));
    }
}
