package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the examples of a documentation page with the test from which they were copied. */
public final class GuideSnippets {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    /** A section of a page begins at a heading of the second rank. */
    private static final Pattern SECTIONS = Pattern.compile("^(?=## )", Pattern.MULTILINE);

    private static final Path SOURCES = Path.of("src", "test", "java");

    private GuideSnippets() {}

    /** Fails unless each example of {@code docs/page} is in the source of the test. Indentation does not count. */
    public static void check(String page, Class<?> test) throws Exception {
        checkText(Files.readString(docs().resolve(page)), test);
    }

    /** As {@link #check}, for the section with this heading alone. */
    public static void checkSection(String page, String heading, Class<?> test) throws Exception {
        checkText(sections(page).filter(section -> isOf(section, heading)).collect(Collectors.joining()), test);
    }

    /** As {@link #check}, but for the sections with these headings, which other tests check. */
    public static void checkAllBut(String page, Set<String> headings, Class<?> test) throws Exception {
        checkText(
                sections(page)
                        .filter(section -> headings.stream().noneMatch(heading -> isOf(section, heading)))
                        .collect(Collectors.joining()),
                test);
    }

    private static Stream<String> sections(String page) throws Exception {
        return SECTIONS.splitAsStream(Files.readString(docs().resolve(page)));
    }

    private static boolean isOf(String section, String heading) {
        return section.startsWith("## " + heading + "\n");
    }

    private static void checkText(String text, Class<?> test) throws Exception {
        String source = bare(Files.readString(SOURCES.resolve(test.getName().replace('.', '/') + ".java")));
        List<String> snippets = SNIPPET
                .matcher(text)
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
