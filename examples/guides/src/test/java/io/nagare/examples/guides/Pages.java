package io.nagare.examples.guides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the guides. Tests run in the folder of their module. */
final class Pages {

    static final Path GUIDES = Path.of("..", "..", "docs", "guides");

    private static final Pattern OUTPUT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

    private Pages() {}

    /** Returns the lines that a page says its program prints. */
    static List<String> output(String page) throws IOException {
        return OUTPUT.matcher(Files.readString(GUIDES.resolve(page)))
                .results()
                .flatMap(found -> found.group(1).lines())
                .toList();
    }
}
