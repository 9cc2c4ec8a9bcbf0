package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of {@code docs/guides}: their code is in this module, and their links lead somewhere. */
class GuidesTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`]*`", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final int LONGEST_PAGE = 130;

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Pages.GUIDES)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(bare(Files.readString(file)));
            }
        }
        return sources;
    }

    private static String bare(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    @Test
    void eachSnippetIsCodeOfThisModule() throws IOException {
        List<String> sources = sources();
        List<String> unknown = new ArrayList<>();
        int snippets = 0;
        for (Path page : pages()) {
            Matcher snippet = JAVA.matcher(Files.readString(page));
            while (snippet.find()) {
                snippets++;
                String code = bare(snippet.group(1));
                if (sources.stream().noneMatch(source -> source.contains(code))) {
                    unknown.add(page.getFileName() + ":\n" + code);
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(snippets > 0);
    }

    @Test
    void linksLeadToHeadings() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = new ArrayList<>(pages());
        pages.add(PROJECT.resolve("README.md"));
        for (Path page : pages) {
            Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                String anchor = link.group(2);
                if (!Files.exists(target) || anchor != null && !anchors(target).contains(anchor)) {
                    broken.add(page.getFileName() + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    /** As GitHub makes them: in small letters, without punctuation, with a dash for each space. */
    private static Set<String> anchors(Path page) throws IOException {
        String text = Pattern.compile("```.*?```", Pattern.DOTALL).matcher(Files.readString(page)).replaceAll("");
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void aGuideIsAtMostAFewScreensLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path page : pages()) {
            int lines = Files.readAllLines(page).size();
            if (lines > LONGEST_PAGE) {
                tooLong.add(page.getFileName() + " has " + lines);
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void theTableOfContentsHasEachGuide() throws IOException {
        String contents = Files.readString(Pages.GUIDES.resolve("README.md"));
        List<String> missing = pages().stream()
                .map(page -> page.getFileName().toString())
                .filter(page -> !page.equals("README.md") && !contents.contains("(" + page + ")"))
                .toList();
        assertEquals(List.of(), missing);
    }
}
