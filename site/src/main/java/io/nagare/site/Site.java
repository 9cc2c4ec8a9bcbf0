package io.nagare.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Makes the site: {@code Site CHECKOUT OUTPUT [--without-javadoc]}. Ends with 1 if anything is wrong with it. */
public final class Site {

    private static final String JAVADOC = "javadoc";

    private final Path root;
    private final Path folder;
    private final Output output;
    private final Problems problems = new Problems();

    private Site(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
        this.output = new Output(folder);
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("Give the folder of the checkout and the folder of the site.");
            System.exit(2);
        }
        Site site = new Site(Path.of(arguments[0]).toRealPath(), Path.of(arguments[1]).toAbsolutePath().normalize());
        site.make(!List.of(arguments).contains("--without-javadoc"));
        site.problems.all().forEach(System.err::println);
        if (!site.problems.isEmpty()) {
            System.err.println(site.problems.all().size() + " problems: the site is not good");
            System.exit(1);
        }
    }

    private void make(boolean withJavadoc) throws IOException {
        output.clear();
        Pages pages = Pages.find(root, problems);
        Navigation navigation = Navigation.read(resource("navigation.txt"), pages, problems);
        Layout layout = new Layout(navigation);
        Links links = new Links(root, pages, problems);
        PageWriter writer = new PageWriter(root, links);
        SearchIndex index = new SearchIndex();
        for (Page page : pages.all()) {
            output.write(page.output(), layout.wrap(new Layout.Content(page.output(), page.title(), page.description(),
                    page.path(), page.headings(), writer.body(page))));
            index.add(page);
        }
        new SourcePages(root, layout, output).write(links.sources());
        for (String asset : links.assets()) {
            output.copy(root.resolve(asset), asset);
        }
        output.write("search.html", layout.wrap(new Layout.Content("search.html", "Search",
                "Search all pages of Nagare", "", List.of(), resource("search.html"))));
        for (String name : List.of("site.css", "site.js", "nagare.svg")) {
            output.copyResource(name);
        }
        if (withJavadoc) {
            new Javadoc(root, folder.resolve(JAVADOC), problems).make(folder.resolveSibling("javadoc-modules"));
            index.addTypes(folder.resolve(JAVADOC), JAVADOC);
        }
        output.write("assets/index.js", index.script());
        if (withJavadoc && problems.isEmpty()) {
            long checked = new OutputCheck(folder, problems).check();
            System.out.println(pages.all().size() + " pages, " + checked + " links: " + folder.resolve("index.html"));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
