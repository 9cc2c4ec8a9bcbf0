package io.nagare.testing.simulation.disk;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open directory of a simulated disk. It stays the same directory whatever happens to its path. */
final class HeldDirectoryStream implements SecureDirectoryStream<Path> {

    private static final Path ITSELF = Path.of(".");

    private final FileTree tree;
    private final Node.Directory directory;
    private final Path path;
    private final Filter<? super Path> filter;
    private boolean closed;
    private boolean iterated;

    private HeldDirectoryStream(FileTree tree, Node.Directory directory, Path path, Filter<? super Path> filter) {
        this.tree = tree;
        this.directory = directory;
        this.path = path;
        this.filter = filter;
    }

    /** Opens a directory. */
    static HeldDirectoryStream open(
            FileTree tree, Node.Directory from, Path path, boolean follows, Filter<? super Path> filter)
            throws IOException {
        Node.Directory directory = tree.directory(from, path, follows);
        tree.user().open(path);
        return new HeldDirectoryStream(tree, directory, path, filter);
    }

    private Node.Directory held() {
        if (closed) {
            throw new ClosedDirectoryStreamException();
        }
        return directory;
    }

    @Override
    public Iterator<Path> iterator() {
        if (closed || iterated) {
            throw new IllegalStateException(closed ? "Directory stream is closed" : "Iterator already obtained");
        }
        iterated = true;
        try {
            tree.user().beforeRead();
            return List.copyOf(directory.entries.keySet()).stream()
                    .sorted(Comparator.comparingLong(tree.user()::listingPlace))
                    .map(path::resolve)
                    .filter(this::accepts)
                    .iterator();
        } catch (IOException failure) {
            throw new DirectoryIteratorException(failure);
        }
    }

    private boolean accepts(Path entry) {
        try {
            return filter.accept(entry);
        } catch (IOException failure) {
            throw new DirectoryIteratorException(failure);
        }
    }

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path name, LinkOption... options) throws IOException {
        return open(tree, held(), name, FileTree.follows(options), entry -> true);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return tree.open(held(), name, options, attributes);
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        tree.delete(held(), name, false, true);
    }

    @Override
    public void deleteDirectory(Path name) throws IOException {
        tree.delete(held(), name, true, false);
    }

    @Override
    public void move(Path source, SecureDirectoryStream<Path> targetDirectory, Path target) throws IOException {
        HeldDirectoryStream to = (HeldDirectoryStream) targetDirectory;
        tree.rename(held(), source, to.held(), target);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(Class<V> type) {
        return view(type, ITSELF, true);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path name, Class<V> type, LinkOption... options) {
        return view(type, name, FileTree.follows(options));
    }

    private <V extends FileAttributeView> @Nullable V view(Class<V> type, Path name, boolean follows) {
        NodeView view = new NodeView(tree, held(), name, follows);
        return type.isInstance(view) ? type.cast(view) : null;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            tree.user().close(path);
        }
    }
}
