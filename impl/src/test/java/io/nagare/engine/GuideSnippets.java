package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the examples of a documentation page with the test from which they were copied. */
public final class GuideSnippets {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path SOURCES = Path.of("src", "test", "java");

    private GuideSnippets() {}

    /** Fails unless each example of {@code docs/page} is in the source of the test. Indentation does not count. */
    public static void check(String page, Class<?> test) throws Exception {
        String source = bare(Files.readString(SOURCES.resolve(test.getName().replace('.', '/') + ".java")));
        List<String> snippets = SNIPPET
                .matcher(Files.readString(docs().resolve(page)))
                .results()
                .map(found -> bare(found.group(1)))
                .toList();
        assertFalse(snippets.isEmpty());
        assertEquals(List.of(), snippets.stream().filter(snippet -> !source.contains(snippet)).toList());
    }

    /** Tests run in the folder of their module, one or two below that of the project. */
    private static Path docs() {
        Path docs = Path.of("..", "docs");
        return Files.isDirectory(docs) ? docs : Path.of("..").resolve(docs);
    }

    private static String bare(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
