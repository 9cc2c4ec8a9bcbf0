package io.nagare.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frame of every page: head, search, navigation, the page's own contents, and its foot. */
final class Layout {

    /**
     * What a page has to show.
     *
     * @param file its file in the site
     * @param title its title
     * @param description one sentence about it
     * @param source the file of the checkout that it is made of, or nothing
     * @param headings its headings, for the list of its contents
     * @param html its body
     */
    record Content(String file, String title, String description, String source, List<Heading> headings, String html) {}

    private static final int FEWEST_CONTENTS = 3;

    private final Navigation navigation;

    Layout(Navigation navigation) {
        this.navigation = navigation;
    }

    /** Returns the whole page. */
    String wrap(Content content) {
        String file = content.file();
        String title = content.title().equals("Nagare") ? "Nagare" : content.title() + " · Nagare";
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <meta name="description" content="%s">
                <link rel="icon" href="%s" type="image/svg+xml">
                <link rel="stylesheet" href="%s">
                <script src="%s" data-root="%s"></script>
                </head>
                <body>
                <a class="skip" href="#site-content">Skip to the contents</a>
                %s<div class="columns">
                <nav id="site-navigation" class="navigation" aria-label="Pages">
                %s</nav>
                <main id="site-content" tabindex="-1">
                %s%s%s</main>
                %s</div>
                </body>
                </html>
                """
                .formatted(
                        Html.escape(title),
                        Html.escape(content.description()),
                        link(file, "assets/nagare.svg"),
                        link(file, "assets/site.css"),
                        link(file, "assets/site.js"),
                        "../".repeat((int) file.chars().filter(c -> c == '/').count()),
                        header(file),
                        pagesOf(file),
                        content.html(),
                        neighbours(file),
                        foot(content.source()),
                        contents(content.headings()));
    }

    private static String header(String file) {
        return """
                <header class="top">
                <a class="home" href="%s">Nagare <span lang="ja">流れ</span></a>
                <form class="search" role="search" action="%s" method="get">
                <input type="search" name="q" placeholder="Search" aria-label="Search all pages" autocomplete="off"
                 role="combobox" aria-expanded="false" aria-controls="site-suggestions" aria-autocomplete="list">
                <ul id="site-suggestions" role="listbox" aria-label="Pages found" hidden></ul>
                </form>
                <button class="menu" type="button" aria-expanded="false" aria-controls="site-navigation">Menu</button>
                </header>
                """
                .formatted(link(file, "index.html"), link(file, "search.html"));
    }

    private String pagesOf(String file) {
        StringBuilder html = new StringBuilder();
        Navigation.Section here = navigation.sectionOf(file);
        for (Navigation.Section section : navigation.sections()) {
            if (section.entries().isEmpty()) {
                continue;
            }
            boolean open = section == here || (here == null && section == navigation.sections().get(0));
            html.append("<details").append(open ? " open" : "").append("><summary>");
            html.append(Html.escape(section.name())).append("</summary>\n<ul>\n");
            boolean isHidden = section.entries().stream()
                    .anyMatch(entry -> !entry.always() && entry.output().equals(file));
            for (Navigation.Entry entry : section.entries()) {
                if (entry.always() || isHidden) {
                    html.append(entryOf(file, entry));
                }
            }
            html.append("</ul></details>\n");
        }
        return html.toString();
    }

    private static String entryOf(String file, Navigation.Entry entry) {
        return "<li%s><a href=\"%s\"%s>%s</a></li>\n"
                .formatted(
                        entry.always() ? "" : " class=\"deeper\"",
                        link(file, entry.output()),
                        entry.output().equals(file) ? " aria-current=\"page\"" : "",
                        Html.escape(entry.name()));
    }

    private String neighbours(String file) {
        Navigation.Entry before = navigation.neighbour(file, -1);
        Navigation.Entry after = navigation.neighbour(file, 1);
        if (before == null && after == null) {
            return "";
        }
        return "<nav class=\"neighbours\" aria-label=\"Previous and next\">\n"
                + neighbour(file, before, "prev", "Previous")
                + neighbour(file, after, "next", "Next")
                + "</nav>\n";
    }

    private static String neighbour(String file, Navigation.@Nullable Entry entry, String relation, String word) {
        return entry == null
                ? ""
                : "<a class=\"%s\" rel=\"%s\" href=\"%s\"><span>%s</span> %s</a>\n"
                        .formatted(relation, relation, link(file, entry.output()), word, Html.escape(entry.name()));
    }

    private static String foot(String source) {
        String from = source.isEmpty() ? "" : " · From <code>" + Html.escape(source) + "</code>";
        return "<footer>Nagare · Apache License 2.0" + from + "</footer>\n";
    }

    private static String contents(List<Heading> headings) {
        List<Heading> shown = headings.stream().filter(heading -> heading.level() == 2).toList();
        if (shown.size() < FEWEST_CONTENTS) {
            return "";
        }
        StringBuilder html = new StringBuilder("<nav class=\"contents\" aria-labelledby=\"site-contents\">\n"
                + "<p id=\"site-contents\">On this page</p>\n<ul>\n");
        for (Heading heading : shown) {
            html.append("<li><a href=\"#").append(Html.escape(heading.anchor())).append("\">");
            html.append(Html.escape(heading.text())).append("</a></li>\n");
        }
        return html.append("</ul>\n</nav>\n").toString();
    }

    private static String link(String from, String to) {
        return Html.escape(Html.relative(from, to));
    }
}
