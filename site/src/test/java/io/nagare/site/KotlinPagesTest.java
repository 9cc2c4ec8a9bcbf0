package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KotlinPagesTest {

    @TempDir
    private Path root;

    @Test
    void linksThatLeadNowhereBecomeText() throws IOException {
        Path pages = Files.createDirectories(root.resolve("bridges/kotlin/target/kotlin-pages"));
        Files.writeString(pages.resolve("b.html"), "<h2 id=\"here\">x</h2>");
        Files.writeString(
                pages.resolve("a.html"),
                "<a href=\"b.html\">B</a> <a href=\"b.html#here\">H</a> <a href=\"b.html#no\">N</a> "
                        + "<a class=\"x\" href=\"tree.html\">Tree</a> <a href=b.html#old>O</a> "
                        + "<a href=\"https://x.org/\">E</a>");
        new KotlinPages(root, new Output(root.resolve("out"))).copy("kotlin");
        assertEquals(
                "<a href=\"b.html\">B</a> <a href=\"b.html#here\">H</a> N Tree O <a href=\"https://x.org/\">E</a>",
                Files.readString(root.resolve("out/kotlin/a.html")));
    }

    @Test
    void aBuildWithoutThemIsToldHowToMakeThem() {
        KotlinPages pages = new KotlinPages(root, new Output(root.resolve("out")));
        IOException failure = assertThrows(IOException.class, () -> pages.copy("kotlin"));
        assertTrue(String.valueOf(failure.getMessage()).contains("-Psite"), failure.getMessage());
    }
}
