package tutorial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A chapter. Tests run in the folder of their module. */
public final class Page {

    static final Path FOLDER = Path.of("..", "..", "docs", "tutorial");

    private final String text;

    private Page(String text) {
        this.text = text;
    }

    /** Reads a page by the name of its file. */
    public static Page of(String file) {
        try {
            return new Page(Files.readString(FOLDER.resolve(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the blocks of code in a language, in their order. Those of {@code text} are what a program prints. */
    public List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Returns the page as it stands. */
    public String text() {
        return text;
    }

    /** Returns code without indentation and empty lines, so that a region can be found in a file. */
    static String bare(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
