package io.nagare.testing.simulation.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** A disk as one of its users has it. Its paths are written as those of the system. */
final class SimulatedFileSystem extends FileSystem {

    private final FileTree tree;
    private final SimulatedProvider provider;

    SimulatedFileSystem(SimulatedDisk disk, DiskUser user) {
        this.tree = new FileTree(disk, user);
        this.provider = new SimulatedProvider(this, tree);
    }

    FileTree tree() {
        return tree;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    /** Does nothing, as for the default file system of Java, but without failing. */
    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of(new SimulatedStore(tree.disk()));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "owner", "posix");
    }

    @Override
    public SimulatedPath getPath(String first, String... more) {
        return new SimulatedPath(this, Path.of(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return new UserPrincipalLookupService() {
            @Override
            public UserPrincipal lookupPrincipalByName(String name) throws UserPrincipalNotFoundException {
                return lookupPrincipalByGroupName(name);
            }

            @Override
            public GroupPrincipal lookupPrincipalByGroupName(String name) throws UserPrincipalNotFoundException {
                if (name.equals(NodeAttributes.Principal.ROOT.name())) {
                    return NodeAttributes.Principal.ROOT;
                }
                throw new UserPrincipalNotFoundException(name);
            }
        };
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("a simulated disk cannot be watched");
    }
}
