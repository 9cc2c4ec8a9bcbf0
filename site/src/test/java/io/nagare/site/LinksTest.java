package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where links of pages lead in the site, and which are refused. */
class LinksTest {

    private final Problems problems = new Problems();

    @TempDir
    private Path root;

    private Pages pages = Pages.of(Map.of(), problems);
    private Links links = new Links(Path.of(""), pages, problems);

    @BeforeEach
    void checkout() throws IOException {
        Files.createDirectories(root.resolve("src/deep"));
        Files.createDirectories(root.resolve("docs"));
        Files.createDirectories(root.resolve("api/target"));
        Files.writeString(root.resolve("src/deep/A.java"), "class A {}\n");
        Files.writeString(root.resolve("docs/a.svg"), "<svg/>");
        Files.writeString(root.resolve("api/target/x.txt"), "x");
        pages = Pages.of(
                Map.of(
                        "README.md", "# Top\n\n## Part\n",
                        "docs/one.md", "# One\n\n## Two words\n\n## Two words\n",
                        "docs/more/README.md", "# More\n"),
                problems);
        links = new Links(root, pages, problems);
    }

    /** Returns what a link on line 7 of docs/one.md becomes. */
    private String resolve(String link) {
        return links.resolve(Objects.requireNonNull(pages.get("docs/one.md")), 7, link);
    }

    @Test
    void pagesAreNamedByWhatIsMadeOfThem() {
        assertEquals("../index.html", resolve("../README.md"));
        assertEquals("../index.html#part", resolve("../README.md#part"));
        assertEquals("more/index.html", resolve("more/README.md"));
        assertEquals("more/index.html", resolve("more"));
        assertEquals("more/index.html", resolve("more/"));
        assertEquals("#two-words-1", resolve("#two-words-1"));
        assertEquals("https://example.org/#x", resolve("https://example.org/#x"));
        assertEquals(List.of(), problems.all());
    }

    @Test
    void sourcesAreShownAndPicturesCarried() {
        assertEquals("../source/src/deep/A.java.html", resolve("../src/deep/A.java"));
        assertEquals("../source/src/deep/A.java.html#L1", resolve("../src/deep/A.java#L1"));
        assertEquals("../source/src/index.html", resolve("../src"));
        assertEquals("a.svg", resolve("a.svg"));
        assertEquals(Set.of("src/deep/A.java", "src"), links.sources());
        assertEquals(Set.of("docs/a.svg"), links.assets());
        assertEquals(List.of(), problems.all());
    }

    @Test
    void aLinkThatLeadsNowhereIsNamedWithPageAndLine() {
        resolve("missing.md");
        resolve("#nothing");
        resolve("../README.md#nothing");
        resolve("../src/deep/A.java#L9");
        resolve("../../etc/passwd");
        resolve("../api/target/x.txt");
        assertEquals(6, problems.all().size(), problems.all().toString());
        for (String problem : problems.all()) {
            assertTrue(problem.startsWith("docs/one.md:7: the link "), problem);
        }
    }

    @Test
    void theLineIsThatOfTheLink() {
        String text = "# A\n\nfirst\nsecond [x](no.md)\n\n| a |\n| --- |\n| [y](no.md) |\n";
        Pages broken = Pages.of(Map.of("a.md", text), problems);
        Links some = new Links(root, broken, problems);
        new PageWriter(root, some).body(Objects.requireNonNull(broken.get("a.md")));
        assertEquals(
                List.of("a.md:4", "a.md:8"),
                problems.all().stream().map(problem -> problem.substring(0, 6)).toList());
    }
}
