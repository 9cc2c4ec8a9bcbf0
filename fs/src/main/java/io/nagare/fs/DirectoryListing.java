package io.nagare.fs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The entries of one directory, in the system's order. */
final class DirectoryListing implements EntryCursor<Path> {

    private final Path directory;
    private @Nullable DirectoryStream<Path> stream;
    private @Nullable Iterator<Path> entries;

    DirectoryListing(Path directory) {
        this.directory = directory;
    }

    /** Opens the directory, if it is not open. */
    Iterator<Path> open() throws IOException {
        Iterator<Path> opened = entries;
        if (opened == null) {
            stream = Files.newDirectoryStream(directory);
            opened = stream.iterator();
            entries = opened;
        }
        return opened;
    }

    @Override
    public @Nullable Path next() throws IOException {
        try {
            Iterator<Path> opened = open();
            return opened.hasNext() ? opened.next() : null;
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    @Override
    public FileOperationException failed(Throwable cause) {
        return FileOperationException.ofDirectory("list", directory, cause);
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
