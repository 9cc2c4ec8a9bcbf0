package io.nagare.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for every page of Markdown that is written by hand. */
class PagesTest {

    private static final int WIDEST = 120;

    /** Links to files, without links to the web and within the page. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`]*`", Pattern.DOTALL);

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(PagesTest::isWrittenByHand).toList();
        }
    }

    /** Reports of measurements are written by a program. */
    private static boolean isWrittenByHand(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.endsWith(".md")
                && !name.endsWith("/REPORT.md")
                && !name.contains("/target/")
                && !name.contains("/results/");
    }

    @Test
    void linesAreAtMost120ColumnsWideExceptInTables() throws IOException {
        List<String> tooWide = new ArrayList<>();
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (!line.startsWith("|") && line.codePointCount(0, line.length()) > WIDEST) {
                    tooWide.add(page + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), tooWide);
    }

    @Test
    void linksLeadToFiles() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                links++;
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(page + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 50, "only " + links + " links were found");
    }
}
