package io.nagare.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pages of what is written in Kotlin, which Dokka has made in the build of the module.
 *
 * <p>Their frame links to pages and anchors that Dokka does not make, such as a tree of packages. Those links become
 * text; all others stay, and are checked with the rest of the site.
 */
final class KotlinPages {

    private static final Pattern LINK = Pattern.compile("<a\\s[^>]*?href=\"?([^\\s\":>]*)[^>]*>([\\s\\S]*?)</a>");

    private final Path pages;
    private final Output output;

    KotlinPages(Path root, Output output) {
        this.pages = root.resolve("bridges/kotlin/target/kotlin-pages");
        this.output = output;
    }

    /** Copies the pages into a folder of the site. */
    void copy(String folder) throws IOException {
        if (!Files.exists(pages)) {
            throw new IOException("There is no " + pages + ": build the site with -Psite, which makes it");
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(pages)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String target = folder + "/" + pages.relativize(file).toString().replace('\\', '/');
            if (target.endsWith(".html")) {
                output.write(target, mended(file));
            } else {
                output.copy(file, target);
            }
        }
    }

    private static String mended(Path file) throws IOException {
        return LINK.matcher(Files.readString(file)).replaceAll(link -> {
            boolean kept = isElsewhere(link) || leadsSomewhere(file, Html.unescape(link.group(1)));
            return Matcher.quoteReplacement(kept ? link.group() : link.group(2));
        });
    }

    /** The pattern ends a link at the colon of a scheme. */
    private static boolean isElsewhere(MatchResult link) {
        return link.group().charAt(link.end(1) - link.start()) == ':';
    }

    private static boolean leadsSomewhere(Path file, String link) {
        int hash = link.indexOf('#');
        String place = hash < 0 ? link : link.substring(0, hash);
        Path target = place.isEmpty() ? file : file.resolveSibling(place);
        if (hash < 0 || !Files.isRegularFile(target)) {
            return Files.isRegularFile(target);
        }
        String anchor = Html.escape(link.substring(hash + 1));
        try {
            String text = Files.readString(target);
            return text.contains("id=\"" + anchor + "\"") || text.contains("name=\"" + anchor + "\"");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
