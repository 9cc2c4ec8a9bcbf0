package io.nagare.examples;

import io.nagare.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of a page so far. Used on one strand. */
final class FetchedPage {

    /** How much of a page is searched for its title. */
    private static final int BEGINNING = 16 * 1024;

    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final StringBuilder beginning = new StringBuilder();
    private long length;

    void add(Bytes bytes) {
        length += bytes.length();
        if (beginning.length() < BEGINNING) {
            beginning.append(bytes.utf8());
        }
    }

    long length() {
        return length;
    }

    String title() {
        Matcher title = TITLE.matcher(beginning);
        return title.find() ? " \"" + title.group(1).strip().replaceAll("\\s+", " ") + "\"" : "";
    }
}
