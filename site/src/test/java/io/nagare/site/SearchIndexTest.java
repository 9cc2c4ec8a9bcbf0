package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIndexTest {

    private static String scriptOf(String text) {
        Pages pages = Pages.of(Map.of("docs/a.md", text), new Problems());
        SearchIndex index = new SearchIndex();
        index.add(Objects.requireNonNull(pages.get("docs/a.md")));
        return index.script();
    }

    @Test
    void eachSectionIsAnEntry() {
        assertEquals(
                """
                window.searchIndex = [
                ["docs/a.html","A","","first"],
                ["docs/a.html#part","A","Part","second code"],
                ];
                """,
                scriptOf("# A\n\nfirst\n\n## Part\n\nsecond\n\n```java\ncode\n```\n"));
    }

    @Test
    void cellsAreWordsOfTheirOwnAndNothingEndsTheScript() {
        String script = scriptOf("# A\n\n| x | y |\n| --- | --- |\n| `one` | two \\ \"three\" `</script>` |\n");
        assertTrue(script.contains("one two \\\\ \\\"three\\\" \\u003c/script>"), script);
    }

    @Test
    void typesOfTheJavadocAreFound(@TempDir Path javadoc) throws IOException {
        for (String file : List.of("io/nagare/Many.html", "io/nagare/class-use/Many.html", "io/nagare/module.html")) {
            Files.createDirectories(javadoc.resolve("io.nagare.api/" + file).getParent());
            Files.writeString(javadoc.resolve("io.nagare.api/" + file), "");
        }
        SearchIndex index = new SearchIndex();
        index.addTypes(javadoc, "javadoc");
        assertEquals(
                """
                window.searchIndex = [
                ["javadoc/io.nagare.api/io/nagare/Many.html","Many","","io.nagare Javadoc"],
                ];
                """,
                index.script());
    }
}
