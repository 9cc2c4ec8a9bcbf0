package tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for all chapters. */
class PagesTest {

    private static final Path POM = Path.of("reader", "pom.xml");

    private static List<String> chapters() throws IOException {
        try (Stream<Path> files = Files.list(Page.FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
        }
    }

    private static String sources() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Page.bare(Files.readString(file))).append('\n');
            }
        }
        return code.append(Page.bare(Files.readString(POM))).toString();
    }

    @Test
    void everyBlockOfCodeStandsInTheSources() throws IOException {
        String sources = sources();
        List<String> strange = new ArrayList<>();
        int blocks = 0;
        for (String chapter : chapters()) {
            for (String language : List.of("java", "xml")) {
                List<String> found = Page.of(chapter).blocks(language);
                blocks += found.size();
                found.stream().filter(block -> !sources.contains(Page.bare(block))).forEach(strange::add);
            }
        }
        assertEquals(List.of(), strange);
        assertTrue(blocks > 40, "only " + blocks + " blocks were found");
    }

    @Test
    void eachChapterIsShortAndLeadsToTheNext() throws IOException {
        List<String> chapters = chapters();
        String contents = Page.of("README.md").text();
        assertEquals(10, chapters.size());
        for (int i = 0; i < chapters.size(); i++) {
            String text = Page.of(chapters.get(i)).text();
            String title = text.lines().findFirst().orElseThrow().substring(2);
            assertTrue(contents.contains("[" + title + "](" + chapters.get(i) + ")"), title);
            assertTrue(text.contains("\n## Exercises\n"), title);
            assertTrue(text.lines().count() <= 150, title + " is too long");
            String next = i + 1 < chapters.size() ? "](" + chapters.get(i + 1) + ")" : "](../mini-redis.md)";
            assertTrue(text.contains(next), title + " does not lead on");
        }
    }

    /** The reader's project has the version of this one, and the plugins that its build is known to work with. */
    @Test
    void theReadersProjectHasTheSameVersions() throws IOException {
        String ours = Files.readString(Path.of("..", "..", "pom.xml"));
        String readers = Files.readString(POM);
        assertTrue(readers.contains("<nagare.version>" + version(ours, "version") + "<"), "nagare.version");
        for (String property : List.of("junit.version", "compiler-plugin.version", "surefire-plugin.version")) {
            assertTrue(readers.contains("<version>" + version(ours, property) + "<"), property);
        }
    }

    private static String version(String pom, String element) {
        return pom.split("<" + element + ">")[1].split("</")[0];
    }
}
