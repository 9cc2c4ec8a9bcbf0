package io.nagare.testing.simulation.disk;

import io.nagare.driver.DiskPath;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A path on a simulated disk: the path of the system with the same names, on another file system. Immutable. */
final class SimulatedPath implements DiskPath {

    private final SimulatedFileSystem disk;
    private final Path names;

    SimulatedPath(SimulatedFileSystem disk, Path names) {
        this.disk = disk;
        this.names = names;
    }

    /** The disk that this is on. */
    SimulatedDisk disk() {
        return disk.tree().disk();
    }

    private SimulatedPath of(Path other) {
        return new SimulatedPath(disk, other);
    }

    private @Nullable SimulatedPath ofNullable(@Nullable Path other) {
        return other == null ? null : of(other);
    }

    private static Path names(Path other) {
        if (other instanceof SimulatedPath path) {
            return path.names;
        }
        throw new ProviderMismatchException();
    }

    @Override
    public Path programPath() {
        return names;
    }

    @Override
    public String uniqueName() {
        return disk.tree().disk().uniqueName();
    }

    @Override
    public FileSystem getFileSystem() {
        return disk;
    }

    @Override
    public boolean isAbsolute() {
        return names.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return ofNullable(names.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return ofNullable(names.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return ofNullable(names.getParent());
    }

    @Override
    public int getNameCount() {
        return names.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return of(names.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return of(names.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof SimulatedPath path && names.startsWith(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof SimulatedPath path && names.endsWith(path.names);
    }

    @Override
    public Path normalize() {
        return of(names.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return of(names.resolve(names(other)));
    }

    @Override
    public Path resolve(String other) {
        return of(names.resolve(other));
    }

    @Override
    public Path relativize(Path other) {
        return of(names.relativize(names(other)));
    }

    @Override
    public URI toUri() {
        return URI.create("simulated:" + Path.of("/").resolve(names).toUri().getRawPath());
    }

    @Override
    public Path toAbsolutePath() {
        return of(Path.of("/").resolve(names));
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        FileTree tree = disk.tree();
        Place place = tree.place(tree.disk().root(), this, FileTree.follows(options));
        if (place.node() == null) {
            throw new NoSuchFileException(toString());
        }
        return disk.getPath(PathWalk.realPath(place));
    }

    @Override
    public File toFile() {
        throw new UnsupportedOperationException("a path on a simulated disk is no file of the system");
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("a simulated disk has no watch service");
    }

    @Override
    public Iterator<Path> iterator() {
        return StreamSupport.stream(names.spliterator(), false)
                .map(name -> (Path) of(name))
                .iterator();
    }

    @Override
    public int compareTo(Path other) {
        return names.compareTo(names(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimulatedPath path && disk == path.disk && names.equals(path.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
