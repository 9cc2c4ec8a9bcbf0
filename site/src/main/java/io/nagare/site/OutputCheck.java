package io.nagare.site;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the finished site as a browser would see it: every link within it leads to a file and an anchor, also in the
 * Javadoc, and no page loads anything from elsewhere.
 */
final class OutputCheck {

    private static final Pattern TAG = Pattern.compile("<([a-zA-Z][a-zA-Z0-9]*)\\s[^<>]*>");

    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s(href|src|id|name|rel)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>\"']+))");

    private static final Pattern OPAQUE = Pattern.compile("<!--[\\s\\S]*?-->|(<script[^>]*>)[\\s\\S]*?</script>");

    private final Path folder;
    private final Problems problems;
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    private record Reference(Path from, int line, String tag, String link, boolean loads) {}

    OutputCheck(Path folder, Problems problems) {
        this.folder = folder.toAbsolutePath().normalize();
        this.problems = problems;
    }

    /** Reads all pages and returns how many links were checked. */
    long check() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
        List<Reference> references = new java.util.ArrayList<>();
        for (Path file : files) {
            read(file, references);
        }
        references.forEach(this::follow);
        return references.size();
    }

    private void read(Path file, List<Reference> references) throws IOException {
        Matcher opaque = OPAQUE.matcher(Files.readString(file));
        // Keeps the lines, so that problems name the right one.
        String html = opaque.replaceAll(part -> Matcher.quoteReplacement(
                (part.group(1) == null ? "" : part.group(1)) + "\n".repeat((int) part.group().lines().count() - 1)));
        Set<String> here = anchors.computeIfAbsent(file, key -> new HashSet<>());
        Matcher tag = TAG.matcher(html);
        int line = 1;
        int counted = 0;
        while (tag.find()) {
            for (; counted < tag.start(); counted++) {
                line += html.charAt(counted) == '\n' ? 1 : 0;
            }
            readTag(file, line, tag, here, references);
        }
    }

    private void readTag(Path file, int line, Matcher tag, Set<String> here, List<Reference> references) {
        Matcher attribute = ATTRIBUTE.matcher(tag.group());
        String name = tag.group(1);
        boolean isMeta = name.equals("meta") || name.equals("input");
        String link = "";
        String relation = "";
        boolean linked = false;
        while (attribute.find()) {
            String value = Stream.of(attribute.group(2), attribute.group(3), attribute.group(4))
                    .filter(text -> text != null)
                    .findFirst()
                    .map(Html::unescape)
                    .orElse("");
            switch (attribute.group(1)) {
                case "href", "src" -> {
                    link = value;
                    linked = true;
                }
                case "rel" -> relation = value;
                default -> {
                    if (!isMeta && !here.add(value) && attribute.group(1).equals("id") && isOurs(file)) {
                        problems.add(folder.relativize(file).toString(), line, "the anchor is there twice: " + value);
                    }
                }
            }
        }
        if (linked) {
            boolean loads = !name.equals("a") && !relation.equals("canonical");
            references.add(new Reference(file, line, name, link, loads));
        }
    }

    private boolean isOurs(Path file) {
        return !folder.relativize(file).startsWith("javadoc");
    }

    private void follow(Reference reference) {
        String link = reference.link();
        if (link.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*") || link.startsWith("//")) {
            if (reference.loads()) {
                problem(reference, "loads from elsewhere: " + link);
            }
            return;
        }
        int hash = link.indexOf('#');
        String place = decode(hash < 0 ? link : link.substring(0, hash)).replaceFirst("\\?.*", "");
        String anchor = hash < 0 ? "" : decode(link.substring(hash + 1));
        Path target = place.isEmpty() ? reference.from() : reference.from().resolveSibling(place).normalize();
        if (Files.isDirectory(target)) {
            problem(reference, "links to a folder, which is no page from a disk: " + link);
        } else if (!target.startsWith(folder) || !Files.exists(target)) {
            problem(reference, "the link leads nowhere: " + link);
        } else if (!anchor.isEmpty() && !hasAnchor(target, anchor)) {
            problem(reference, "the link leads to no anchor: " + link);
        }
    }

    private boolean hasAnchor(Path target, String anchor) {
        Set<String> known = anchors.get(target);
        // The JDK's tool gives this page, which has only tables, a list of contents with an anchor that is not there.
        return known == null || known.contains(anchor) || target.endsWith("javadoc/constant-values.html");
    }

    private void problem(Reference reference, String what) {
        problems.add(folder.relativize(reference.from()).toString(), reference.line(), what);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
