package io.nagare.site;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the pages, in the order in which it was found. */
final class Problems {

    private final List<String> all = new ArrayList<>();

    /** Notes a problem at a line of a file; a line of 0 says that the whole file is meant. */
    void add(String file, int line, String what) {
        all.add(line > 0 ? file + ":" + line + ": " + what : file + ": " + what);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
