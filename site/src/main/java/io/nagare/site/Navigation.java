package io.nagare.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page is in which section, and in which order: what {@code navigation.txt} says, applied to the pages.
 *
 * <p>{@code [Name]} begins a section; {@code [Name] in order} says that its pages are read one after the other. A line
 * names a page, or pages with {@code *}, and may give it a shorter name behind {@code =}. A line that begins with
 * {@code -} is shown only while one of its pages is open; a page behind {@code ?} may be missing. {@code @file = Name}
 * is a file that another tool makes. A page that a line names outright is left out of the lines with {@code *}.
 */
final class Navigation {

    /** An entry: its name, its file in the site, and whether it is shown on pages of other entries. */
    record Entry(String name, String output, boolean always) {}

    /** A section with its entries. */
    record Section(String name, boolean ordered, List<Entry> entries) {
        boolean has(String output) {
            return entries.stream().anyMatch(entry -> entry.output().equals(output));
        }
    }

    private static final String FILE = "navigation.txt";

    private final List<Section> sections = new ArrayList<>();
    private final Set<String> placed = new HashSet<>();

    private Navigation() {}

    static Navigation read(String text, Pages pages, Problems problems) {
        Navigation navigation = new Navigation();
        List<String> lines = text.lines().toList();
        Set<String> named = new HashSet<>();
        lines.stream().filter(line -> !line.contains("*")).map(Navigation::pathOf).forEach(named::add);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                entries = new ArrayList<>();
                String name = line.substring(1, line.indexOf(']'));
                navigation.sections.add(new Section(name, line.endsWith("in order"), entries));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int before = entries.size();
                navigation.place(line, named, pages, entries);
                if (entries.size() == before && !line.contains("*") && !line.startsWith("?")) {
                    problems.add(FILE, i + 1, "there is no page " + pathOf(line));
                }
            }
        }
        for (Page page : pages.all()) {
            if (!navigation.placed.contains(page.path())) {
                problems.add(page.path(), 1, "is in no section: name it in " + FILE);
            }
        }
        return navigation;
    }

    private static String pathOf(String line) {
        return line.strip().replaceFirst("^[-?] *", "").replaceFirst(" *=.*", "");
    }

    private void place(String line, Set<String> named, Pages pages, List<Entry> entries) {
        String path = pathOf(line);
        boolean always = !line.startsWith("-");
        String name = line.contains("=") ? line.substring(line.indexOf('=') + 1).strip() : "";
        if (path.startsWith("@")) {
            entries.add(new Entry(name, path.substring(1), always));
            return;
        }
        Predicate<String> matches = path.contains("*")
                ? Pattern.compile(Pattern.quote(path).replace("*", "\\E[^/]*\\Q")).asMatchPredicate()
                : path::equals;
        for (Page page : pages.all()) {
            boolean free = !path.contains("*") || !named.contains(page.path());
            if (free && matches.test(page.path()) && placed.add(page.path())) {
                entries.add(new Entry(name.isEmpty() ? shortened(page.title()) : name, page.output(), always));
            }
        }
    }

    /** A title without what follows a colon, which explains it. */
    private static String shortened(String title) {
        int colon = title.indexOf(": ");
        return colon < 0 ? title : title.substring(0, colon);
    }

    List<Section> sections() {
        return sections;
    }

    /** Returns the section of a file, or null if it is in none. */
    @Nullable Section sectionOf(String output) {
        return sections.stream().filter(section -> section.has(output)).findFirst().orElse(null);
    }

    /** Returns the neighbour of a file in a section that is read in order, or null if there is none. */
    @Nullable Entry neighbour(String output, int step) {
        Section section = sectionOf(output);
        if (section == null || !section.ordered()) {
            return null;
        }
        List<Entry> entries = section.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).output().equals(output)) {
                return i + step >= 0 && i + step < entries.size() ? entries.get(i + step) : null;
            }
        }
        return null;
    }
}
