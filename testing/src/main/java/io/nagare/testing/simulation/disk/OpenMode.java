package io.nagare.testing.simulation.disk;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What a file is opened for.
 *
 * @param createsNew whether it must not be there yet
 * @param isForced whether each write is forced
 */
record OpenMode(
        boolean reads,
        boolean writes,
        boolean appends,
        boolean truncates,
        boolean creates,
        boolean createsNew,
        boolean isForced,
        boolean followsLink) {

    static OpenMode of(Set<? extends OpenOption> options) {
        boolean appends = options.contains(StandardOpenOption.APPEND);
        boolean writes = appends || options.contains(StandardOpenOption.WRITE);
        boolean reads = options.contains(StandardOpenOption.READ) || !writes;
        boolean truncates = options.contains(StandardOpenOption.TRUNCATE_EXISTING);
        if (appends && options.contains(StandardOpenOption.READ)) {
            throw new IllegalArgumentException("READ + APPEND not allowed");
        }
        if (appends && truncates) {
            throw new IllegalArgumentException("APPEND + TRUNCATE_EXISTING not allowed");
        }
        boolean createsNew = writes && options.contains(StandardOpenOption.CREATE_NEW);
        boolean forced = options.contains(StandardOpenOption.SYNC) || options.contains(StandardOpenOption.DSYNC);
        return new OpenMode(
                reads,
                writes,
                appends,
                writes && truncates,
                createsNew || writes && options.contains(StandardOpenOption.CREATE),
                createsNew,
                forced,
                !createsNew && !options.contains(LinkOption.NOFOLLOW_LINKS));
    }
}
