package io.nagare.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leads the links of pages to files of the site, and remembers which files of the checkout the site must show or carry.
 *
 * <p>A link to a page leads to the page. A link to a folder leads to its README, or else to a list of its files. A link
 * to a source file leads to a page that shows it; pictures and tables of figures are carried along as they are.
 */
final class Links {

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

    private static final Pattern LINES = Pattern.compile("L(\\d+)(?:-L(\\d+))?");

    /** Endings of files that browsers show or save as they are. */
    private static final Set<String> CARRIED = Set.of("svg", "png", "jpg", "gif", "webp", "csv", "pdf", "jfr", "zip");

    private final Path root;
    private final Pages pages;
    private final Problems problems;
    private final Set<String> assets = new TreeSet<>();
    private final Set<String> sources = new TreeSet<>();

    Links(Path root, Pages pages, Problems problems) {
        this.root = root;
        this.pages = pages;
        this.problems = problems;
    }

    /** Returns the files that the site carries as they are. */
    Set<String> assets() {
        return assets;
    }

    /** Returns the files and folders that the site shows on pages of their own. */
    Set<String> sources() {
        return sources;
    }

    /** Returns what a link of a page becomes in the site, and notes a problem if it leads nowhere. */
    String resolve(Page page, int line, String link) {
        if (SCHEME.matcher(link).matches() || link.startsWith("//")) {
            return link;
        }
        int hash = link.indexOf('#');
        String fragment = hash < 0 ? "" : decode(link.substring(hash + 1));
        String place = decode(hash < 0 ? link : link.substring(0, hash));
        if (place.isEmpty()) {
            checkAnchor(page, line, page, fragment);
            return "#" + fragment;
        }
        String path = normalize(page.path(), place);
        if (path == null) {
            problems.add(page.path(), line, "the link '" + link + "' leads out of the checkout");
            return link;
        }
        String output = outputOf(page, line, link, path, fragment);
        return output == null ? link : Html.relative(page.output(), output) + (hash < 0 ? "" : "#" + fragment);
    }

    private @Nullable String outputOf(Page page, int line, String link, String path, String fragment) {
        Page target = pages.get(path);
        if (target == null) {
            target = pages.get(path.isEmpty() ? "README.md" : path + "/README.md");
        }
        if (target != null) {
            checkAnchor(page, line, target, fragment);
            return target.output();
        }
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            problems.add(page.path(), line, "the link '" + link + "' leads nowhere: there is no file " + path);
            return null;
        }
        if (List.of(path.split("/")).contains("target")) {
            problems.add(page.path(), line, "the link '" + link + "' leads to a file that only a build makes");
            return null;
        }
        if (Files.isDirectory(file)) {
            sources.add(path);
            return SourcePages.outputOf(path, true);
        }
        if (CARRIED.contains(ending(path))) {
            assets.add(path);
            return path;
        }
        checkLines(page, line, file, fragment);
        sources.add(path);
        return SourcePages.outputOf(path, false);
    }

    private void checkAnchor(Page page, int line, Page target, String anchor) {
        if (!anchor.isEmpty() && !target.hasAnchor(anchor)) {
            String where = target == page ? "this page" : target.path();
            problems.add(page.path(), line, "the link to '#" + anchor + "' leads nowhere: no heading of " + where
                    + " has that anchor");
        }
    }

    private void checkLines(Page page, int line, Path file, String fragment) {
        if (fragment.isEmpty()) {
            return;
        }
        Matcher lines = LINES.matcher(fragment);
        if (!lines.matches()) {
            problems.add(page.path(), line, "the link to '#" + fragment + "' leads nowhere: a source has '#L12' only");
        } else if (Integer.parseInt(lines.group(1)) > count(file)) {
            problems.add(page.path(), line, "the link to '#" + fragment + "' leads behind the end of " + file);
        }
    }

    private static long count(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String ending(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Returns a path from the root of the checkout, or null if it leads out of it. */
    private static @Nullable String normalize(String from, String place) {
        Path base = Path.of("/", from).getParent();
        String joined = base + "/" + place;
        int depth = 0;
        for (String part : joined.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                return null;
            }
        }
        return Path.of(joined).normalize().toString().replace('\\', '/').substring(1);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
