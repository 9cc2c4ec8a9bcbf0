package io.nagare.site;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Pages that show source files and folders to which pages link. */
final class SourcePages {

    private static final String FOLDER = "source/";

    private final Path root;
    private final Layout layout;
    private final Output output;

    SourcePages(Path root, Layout layout, Output output) {
        this.root = root;
        this.layout = layout;
        this.output = output;
    }

    /** Returns the file of the site that shows a file or folder of the checkout. */
    static String outputOf(String path, boolean folder) {
        return FOLDER + (folder ? (path.isEmpty() ? "" : path + "/") + "index.html" : path + ".html");
    }

    /** Writes the pages of files and folders, and of all that is in the folders. */
    void write(Set<String> paths) throws IOException {
        Deque<String> open = new ArrayDeque<>(paths);
        Set<String> seen = new HashSet<>(paths);
        while (!open.isEmpty()) {
            String path = open.remove();
            if (Files.isDirectory(root.resolve(path))) {
                for (String child : children(path)) {
                    if (seen.add(child)) {
                        open.add(child);
                    }
                }
                writeFolder(path);
            } else {
                writeFile(path);
            }
        }
    }

    private List<String> children(String path) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(path))) {
            return files.filter(file -> !isSkipped(file.getFileName().toString()))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isSkipped(String name) {
        return name.equals("target") || name.startsWith(".") || name.equals("node_modules");
    }

    private void writeFolder(String path) throws IOException {
        String file = outputOf(path, true);
        StringBuilder html = new StringBuilder("<h1>" + Html.escape(nameOf(path)) + "</h1>\n<ul class=\"files\">\n");
        for (String child : children(path)) {
            boolean folder = Files.isDirectory(root.resolve(child));
            html.append("<li><a href=\"")
                    .append(Html.escape(Html.relative(file, outputOf(child, folder))))
                    .append("\">")
                    .append(Html.escape(nameOf(child) + (folder ? "/" : "")))
                    .append("</a></li>\n");
        }
        output.write(file, layout.wrap(new Layout.Content(file, nameOf(path), "The files of " + path, path, List.of(),
                html.append("</ul>\n").toString())));
    }

    private void writeFile(String path) throws IOException {
        String file = outputOf(path, false);
        String code;
        try {
            code = Files.readString(root.resolve(path));
        } catch (MalformedInputException notText) {
            code = "(This file is no text.)\n";
        }
        long lines = code.lines().count();
        StringBuilder html = new StringBuilder("<h1>" + Html.escape(nameOf(path)) + "</h1>\n");
        html.append("<div class=\"source\" tabindex=\"0\" role=\"region\" aria-label=\"Source\">");
        html.append("<pre class=\"numbers\">");
        for (long line = 1; line <= lines; line++) {
            html.append("<a id=\"L").append(line).append("\" href=\"#L").append(line).append("\">");
            html.append(line).append("</a>\n");
        }
        html.append("</pre><pre><code>");
        html.append(Highlighter.highlight(code, Links.ending(path))).append("</code></pre></div>\n");
        output.write(file, layout.wrap(new Layout.Content(file, nameOf(path), "The source " + path, path, List.of(),
                html.toString())));
    }

    private static String nameOf(String path) {
        return path.isEmpty() ? "Sources" : path.substring(path.lastIndexOf('/') + 1);
    }
}
