package io.nagare.testing.simulation.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of the file that a path leads to at each call. */
final class NodeView implements PosixFileAttributeView {

    private final FileTree tree;
    private final Node.Directory from;
    private final Path path;
    private final boolean follows;

    NodeView(FileTree tree, Node.Directory from, Path path, boolean follows) {
        this.tree = tree;
        this.from = from;
        this.path = path;
        this.follows = follows;
    }

    private Node node() throws IOException {
        return tree.node(from, path, follows);
    }

    private Node changed(String what) throws IOException {
        Node node = node();
        tree.user().beforeChange("sets the " + what + " of " + path);
        return node;
    }

    @Override
    public String name() {
        return "posix";
    }

    @Override
    public NodeAttributes readAttributes() throws IOException {
        return NodeAttributes.of(tree, node());
    }

    @Override
    public void setTimes(@Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
            throws IOException {
        Node node = changed("times");
        node.modified = modified == null ? node.modified : modified;
        node.created = created == null ? node.created : created;
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
        changed("permissions").permissions = Set.copyOf(permissions);
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
        return readAttributes().owner();
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
        requireRoot(owner);
        changed("owner");
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
        requireRoot(group);
        changed("group");
    }

    private static void requireRoot(UserPrincipal principal) throws IOException {
        if (!principal.equals(NodeAttributes.Principal.ROOT)) {
            throw new IOException("a simulated disk knows the user and the group root alone, not " + principal);
        }
    }

    /** Returns attributes by name, as {@code Files.readAttributes} with a text asks for them. */
    static Map<String, Object> named(NodeAttributes attributes, String wanted) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("size", attributes.size());
        all.put("lastModifiedTime", attributes.lastModifiedTime());
        all.put("lastAccessTime", attributes.lastAccessTime());
        all.put("creationTime", attributes.creationTime());
        all.put("isRegularFile", attributes.isRegularFile());
        all.put("isDirectory", attributes.isDirectory());
        all.put("isSymbolicLink", attributes.isSymbolicLink());
        all.put("isOther", attributes.isOther());
        all.put("fileKey", attributes.fileKey());
        all.put("permissions", attributes.permissions());
        all.put("owner", attributes.owner());
        all.put("group", attributes.group());
        String names = wanted.substring(wanted.indexOf(':') + 1);
        if (names.equals("*")) {
            return all;
        }
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (String name : names.split(",")) {
            if (!all.containsKey(name)) {
                throw new IllegalArgumentException("a simulated disk has no attribute " + name);
            }
            chosen.put(name, all.get(name));
        }
        return chosen;
    }

    /** Sets an attribute by name, as {@code Files.setAttribute} does. */
    @SuppressWarnings("unchecked")
    void set(String name, Object value) throws IOException {
        switch (name.substring(name.indexOf(':') + 1)) {
            case "lastModifiedTime" -> setTimes((FileTime) value, null, null);
            case "lastAccessTime" -> setTimes(null, (FileTime) value, null);
            case "creationTime" -> setTimes(null, null, (FileTime) value);
            case "permissions" -> setPermissions((Set<PosixFilePermission>) value);
            case "owner" -> setOwner((UserPrincipal) value);
            case "group" -> setGroup((GroupPrincipal) value);
            default -> throw new IllegalArgumentException("a simulated disk cannot set the attribute " + name);
        }
    }
}
