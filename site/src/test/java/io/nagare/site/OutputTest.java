package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

    @TempDir
    private Path folder;

    @Test
    void whatAnEarlierRunMadeIsDeleted() throws IOException {
        Output output = new Output(folder.resolve("site"));
        output.clear();
        output.write("deep/a.html", "x");
        output.clear();
        assertFalse(Files.exists(folder.resolve("site/deep")));
    }

    @Test
    void aFolderOfSomebodyElseIsNotCleared() throws IOException {
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/thesis.txt"), "years");
        assertThrows(IOException.class, new Output(folder.resolve("mine"))::clear);
        assertTrue(Files.exists(folder.resolve("mine/thesis.txt")));
    }
}
