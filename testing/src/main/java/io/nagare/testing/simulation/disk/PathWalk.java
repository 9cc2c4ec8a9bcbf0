package io.nagare.testing.simulation.disk;

import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the place that a path leads to, through symbolic links. */
final class PathWalk {

    /** How many links a path may lead through, as on Linux. */
    private static final int MOST_LINKS = 40;

    private final Node.Directory root;
    private final Node.Directory start;
    private final Path path;
    private final Deque<String> left = new ArrayDeque<>();
    private int links;

    private PathWalk(Node.Directory root, Node.Directory start, Path path) {
        this.root = root;
        this.start = start;
        this.path = path;
        prepend(path.toString());
    }

    /**
     * Finds the place of a path.
     *
     * @param start where a relative path begins
     * @param follows whether a link at the end is followed
     * @throws NoSuchFileException if a directory on the way is missing
     */
    static Place find(Node.Directory root, Node.Directory start, Path path, boolean follows)
            throws FileSystemException {
        return new PathWalk(root, start, path).find(follows);
    }

    private Place find(boolean follows) throws FileSystemException {
        Place place = Place.of(path.isAbsolute() ? root : start);
        while (!left.isEmpty()) {
            Node.Directory current = directory(place);
            place = step(current, left.removeFirst());
            if (place.node() instanceof Node.Link link && (follows || !left.isEmpty())) {
                if (++links > MOST_LINKS) {
                    throw tooManyLinks();
                }
                prepend(link.target);
                place = Place.of(link.target.startsWith("/") ? root : current);
            }
        }
        return place;
    }

    /** In the words of the JDK. */
    private FileSystemException tooManyLinks() {
        return new FileSystemException(
                path.toString(),
                null,
                "Too many levels of symbolic links or unable to access attributes of symbolic link");
    }

    private Node.Directory directory(Place place) throws FileSystemException {
        if (place.node() == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (place.node() instanceof Node.Directory directory) {
            return directory;
        }
        throw new FileSystemException(path.toString(), null, "Not a directory");
    }

    private static Place step(Node.Directory directory, String name) {
        return switch (name) {
            case "." -> Place.of(directory);
            case ".." -> Place.of(directory.parent);
            default -> new Place(directory, name, directory.entries.get(name));
        };
    }

    private void prepend(String names) {
        List<String> list = new ArrayList<>();
        for (String name : names.split("/")) {
            if (!name.isEmpty()) {
                list.add(name);
            }
        }
        for (int i = list.size() - 1; i >= 0; i--) {
            left.addFirst(list.get(i));
        }
    }

    /** The names from the root to a place, without links. */
    static String realPath(Place place) {
        StringBuilder text = new StringBuilder();
        if (place.name() != null) {
            text.append('/').append(place.name());
        }
        for (Node.Directory at = place.directory(); at != at.parent; at = at.parent) {
            text.insert(0, "/" + nameOf(at));
        }
        return text.isEmpty() ? "/" : text.toString();
    }

    private static String nameOf(Node.Directory directory) {
        return directory.parent.entries.entrySet().stream()
                .filter(entry -> entry.getValue() == directory)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
