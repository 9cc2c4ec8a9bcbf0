package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NavigationTest {

    private final Problems problems = new Problems();
    private final Pages pages = Pages.of(
            Map.of(
                    "README.md", "# Top",
                    "t/1-one.md", "# One: the first",
                    "t/2-two.md", "# Two",
                    "t/README.md", "# All",
                    "d/x.md", "# X"),
            problems);

    private Navigation read(String text) {
        return Navigation.read(text, pages, problems);
    }

    @Test
    void starsTakeWhatNoOtherLineNames() {
        Navigation navigation = read("[A]\nREADME.md = Start\n[B] in order\nt/README.md\nt/*.md\n- d/*.md\n");
        assertEquals(
                List.of("Start", "All", "One", "Two", "X"),
                navigation.sections().stream()
                        .flatMap(section -> section.entries().stream())
                        .map(Navigation.Entry::name)
                        .toList());
        assertEquals(List.of(), problems.all());
    }

    @Test
    void neighboursAreThoseOfTheSection() {
        Navigation navigation = read("[A]\nREADME.md\nd/x.md\n[B] in order\nt/README.md\nt/*.md\n");
        assertNull(navigation.neighbour("t/index.html", -1));
        assertEquals("t/2-two.html", Objects.requireNonNull(navigation.neighbour("t/1-one.html", 1)).output());
        assertNull(navigation.neighbour("t/2-two.html", 1));
        assertNull(navigation.neighbour("index.html", 1), "a section without order");
    }

    @Test
    void aPageInNoSectionAndALineWithoutPageAreProblems() {
        read("[A]\nREADME.md\nt/*.md\nmissing.md\n? may-be-missing.md\n");
        assertEquals(
                List.of("navigation.txt:4", "d/x.md:1"),
                problems.all().stream()
                        .flatMap(problem -> Stream.of(problem.split(": ")[0]))
                        .toList());
    }
}
