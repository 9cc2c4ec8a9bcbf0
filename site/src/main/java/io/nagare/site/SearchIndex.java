package io.nagare.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * What the search looks into, as a script: a browser does not let a page from a file fetch another file.
 *
 * <p>Each section of a page is an entry: its file and anchor, the page's title, its heading and its text. Each type of
 * the Javadoc is an entry, too.
 */
final class SearchIndex {

    private record Entry(String link, String page, String heading, String text) {}

    private static final Pattern TYPE = Pattern.compile("[a-z.]+/([a-z0-9/]+)/([A-Z][\\w.]*)\\.html");

    private final List<Entry> entries = new ArrayList<>();

    /** Adds the sections of a page. */
    void add(Page page) {
        StringBuilder text = new StringBuilder();
        Heading section = null;
        for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
            Heading heading = page.anchors().get(node);
            if (heading != null) {
                addSection(page, section, text);
                section = heading;
            } else {
                text.append(textOf(node)).append(' ');
            }
        }
        addSection(page, section, text);
    }

    private void addSection(Page page, @Nullable Heading section, StringBuilder text) {
        if (section != null) {
            boolean isTop = section.level() == 1;
            String link = page.output() + (isTop ? "" : "#" + section.anchor());
            String words = text.toString().replaceAll("\\s+", " ").strip();
            entries.add(new Entry(link, page.title(), isTop ? "" : section.text(), words));
        }
        text.setLength(0);
    }

    /** Adds the types of the Javadoc: all pages {@code module/package/Type.html}. */
    void addTypes(Path javadoc, String folder) throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.walk(javadoc)) {
            files = all.map(file -> javadoc.relativize(file).toString().replace('\\', '/')).sorted().toList();
        }
        for (String file : files) {
            Matcher type = TYPE.matcher(file);
            if (type.matches()) {
                String packageName = type.group(1).replace('/', '.');
                entries.add(new Entry(folder + "/" + file, type.group(2), "", packageName + " Javadoc"));
            }
        }
    }

    /** Returns the script. */
    String script() {
        StringBuilder script = new StringBuilder("window.searchIndex = [\n");
        for (Entry entry : entries) {
            script.append('[')
                    .append(quote(entry.link()))
                    .append(',')
                    .append(quote(entry.page()))
                    .append(',')
                    .append(quote(entry.heading()))
                    .append(',')
                    .append(quote(entry.text()))
                    .append("],\n");
        }
        return script.append("];\n").toString();
    }

    /** The words within a node; what are blocks or cells of a table is kept apart by spaces. */
    private static String textOf(Node node) {
        if (node instanceof FencedCodeBlock code) {
            return code.getLiteral();
        }
        if (node instanceof IndentedCodeBlock code) {
            return code.getLiteral();
        }
        if (node instanceof Paragraph || node instanceof TableCell) {
            return Page.text(node) + " ";
        }
        StringBuilder text = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            text.append(textOf(child)).append(' ');
        }
        return text.toString();
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '<' -> quoted.append("\\u003c");
                case '\u2028', '\u2029' -> quoted.append(' ');
                default -> quoted.append(character < ' ' ? ' ' : character);
            }
        }
        return quoted.append('"').toString();
    }
}
