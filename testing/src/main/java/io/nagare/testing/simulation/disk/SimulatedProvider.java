package io.nagare.testing.simulation.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code java.nio.file.Files} calls for the paths of one file system. */
final class SimulatedProvider extends FileSystemProvider {

    private final SimulatedFileSystem fileSystem;
    private final FileTree tree;

    SimulatedProvider(SimulatedFileSystem fileSystem, FileTree tree) {
        this.fileSystem = fileSystem;
        this.tree = tree;
    }

    private Node.Directory root() {
        return tree.disk().root();
    }

    private static void requireSimulated(Path path) {
        if (!(path instanceof SimulatedPath)) {
            throw new ProviderMismatchException();
        }
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("a simulated disk comes with its host");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return fileSystem.getPath(uri.getPath());
    }

    // Files

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        requireSimulated(path);
        return tree.open(root(), path, options, attributes);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        tree.delete(root(), path, true, true);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        List<CopyOption> list = List.of(options);
        requireSimulated(target);
        boolean replaces = list.contains(StandardCopyOption.REPLACE_EXISTING);
        if (!list.contains(StandardCopyOption.ATOMIC_MOVE)) {
            Node node = tree.node(root(), source, false);
            if (node == tree.orNull(target, false)) {
                return;
            }
            makeFree(target, replaces);
        }
        tree.rename(root(), source, root(), target);
    }

    /** Deletes what is at the target, as the JDK does before it moves or copies something else there. */
    private void makeFree(Path target, boolean replaces) throws IOException {
        if (tree.orNull(target, false) == null) {
            return;
        }
        if (!replaces) {
            throw new FileAlreadyExistsException(target.toString());
        }
        tree.delete(root(), target, true, true);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        List<CopyOption> list = List.of(options);
        requireSimulated(target);
        Node node = tree.node(root(), source, !list.contains(LinkOption.NOFOLLOW_LINKS));
        if (tree.orNull(target, false) == node) {
            return;
        }
        makeFree(target, list.contains(StandardCopyOption.REPLACE_EXISTING));
        copy(node, source, target);
        if (list.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
            Node copied = tree.node(root(), target, false);
            copied.modified = node.modified;
            copied.created = node.created;
            copied.permissions = node.permissions;
        }
    }

    private void copy(Node node, Path source, Path target) throws IOException {
        if (node instanceof Node.Directory) {
            tree.createDirectory(target);
        } else if (node instanceof Node.Link link) {
            tree.createLink(target, link.target);
        } else {
            try (FileChannel from = newFileChannel(source, Set.of(StandardOpenOption.READ));
                    FileChannel to =
                            newFileChannel(target, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))) {
                for (long at = 0; at < from.size(); ) {
                    at += from.transferTo(at, Long.MAX_VALUE, to);
                }
            }
        }
    }

    // Directories and links

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return HeldDirectoryStream.open(tree, root(), directory, true, filter);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        tree.createDirectory(directory, attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        tree.createLink(link, target.toString());
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        requireSimulated(existing);
        tree.createName(link, existing);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return fileSystem.getPath(tree.linkTarget(link));
    }

    // What is known of files

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        if (one.equals(other)) {
            return true;
        }
        return other instanceof SimulatedPath && tree.node(root(), one, true) == tree.node(root(), other, true);
    }

    @Override
    public boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        tree.node(root(), path, true);
        return new SimulatedStore(tree.disk());
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        tree.node(root(), path, true);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        NodeView view = view(path, options);
        return type.isInstance(view) ? type.cast(view) : null;
    }

    private NodeView view(Path path, LinkOption... options) {
        return new NodeView(tree, root(), path, FileTree.follows(options));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (!type.isAssignableFrom(NodeAttributes.class)) {
            throw new UnsupportedOperationException("a simulated disk has no " + type.getName());
        }
        return type.cast(view(path, options).readAttributes());
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return NodeView.named(view(path, options).readAttributes(), names);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        view(path, options).set(name, value);
    }
}
