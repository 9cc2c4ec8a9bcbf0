package io.nagare.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** All pages of Markdown in a checkout, by their paths from its root. */
final class Pages {

    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    /** Folders that no page is in: what builds and measurements make, and what is hidden. */
    private static final Set<String> SKIPPED = Set.of("target", "node_modules", "results");

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();
    private final Map<String, Page> pages = new TreeMap<>();

    private Pages() {}

    /** Parses all pages below a folder, except the generator's own tests and what builds make. */
    static Pages find(Path root, Problems problems) throws IOException {
        Pages found = new Pages();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skipped = SKIPPED.contains(name) || name.startsWith(".") || folder.endsWith("src/test");
                return skipped && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().endsWith(".md")) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    found.add(path, Files.readString(file), problems);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** Parses pages that are not in files. */
    static Pages of(Map<String, String> texts, Problems problems) {
        Pages pages = new Pages();
        texts.forEach((path, text) -> pages.add(path, text, problems));
        return pages;
    }

    Collection<Page> all() {
        return pages.values();
    }

    @Nullable Page get(String path) {
        return pages.get(path);
    }

    private void add(String path, String text, Problems problems) {
        Node document = parser.parse(text);
        IdentityHashMap<Node, Heading> anchors = new IdentityHashMap<>();
        List<Heading> headings = new ArrayList<>();
        Slugs slugs = new Slugs();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(org.commonmark.node.Heading node) {
                String name = Page.text(node);
                Heading heading = new Heading(node.getLevel(), name, slugs.next(name));
                anchors.put(node, heading);
                headings.add(heading);
            }

            @Override
            public void visit(HtmlBlock node) {
                if (!node.getLiteral().startsWith("<!--")) {
                    problems.add(path, Page.line(node), "HTML is not shown: write it in Markdown");
                }
            }
        });
        if (headings.isEmpty() || headings.get(0).level() != 1) {
            problems.add(path, 1, "begins without a title: let its first heading be '# Title'");
        }
        String title = headings.isEmpty() ? path : headings.get(0).text();
        pages.put(path, new Page(path, Page.outputOf(path), title, document, headings, anchors));
    }
}
