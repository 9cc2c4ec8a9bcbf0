package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the page of the examples: their snippets are lines of examples, and the table has every example. */
class ReadmeGuideTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\\| \\[(\\w+)\\]\\(\\S+/(\\w+)\\.java\\) \\|.*\\| `(.+)` \\|");
    private static final Path PROJECT = Path.of("..");
    private static final int LONGEST = 80;

    /** In lines: a page and a half. */
    private static final int LONGEST_README = 100;

    private static String readme() throws IOException {
        return Files.readString(PROJECT.resolve("README.md"));
    }

    private static String examples() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @Test
    void theReadmeIsReadInAMinute() throws IOException {
        assertTrue(readme().lines().count() <= LONGEST_README);
    }

    @Test
    void everySnippetIsInAnExample() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(bare(Files.readString(file))).append('\n');
            }
        }
        List<String> snippets = SNIPPET.matcher(readme() + examples()).results().map(found -> bare(found.group(1))).toList();
        assertFalse(snippets.isEmpty());
        assertEquals(
                List.of(),
                snippets.stream().filter(snippet -> code.indexOf(snippet) < 0).toList());
    }

    private static String bare(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    @Test
    void theTableHasEveryExampleWithACommandThatIsUnderstood() throws IOException {
        List<MatchResult> rows = ROW.matcher(examples()).results().toList();
        for (MatchResult row : rows) {
            assertEquals(row.group(1), row.group(2));
            Path source = Path.of("src/main/java/io/nagare/examples", row.group(1) + ".java");
            assertTrue(Files.readAllLines(source).size() < LONGEST, source + " is longer than a screen");
        }
        Set<String> named = rows.stream().map(row -> understood(row.group(3))).collect(Collectors.toSet());
        Set<String> all = new HashSet<>(Arguments.EXAMPLES);
        all.add("fetch");
        assertEquals(all, named);
    }

    /** Returns the name of the example that a command starts. The one that fetches reads its arguments itself. */
    private static String understood(String command) {
        List<String> words = List.of(command.split(" "));
        if (words.get(0).equals("fetch")) {
            Fetch.parse(words.subList(1, words.size()));
            return "fetch";
        }
        return Arguments.parse(words.toArray(String[]::new)).example();
    }
}
