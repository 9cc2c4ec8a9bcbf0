package io.nagare.net;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that locks the file of its argument, says so and then waits to be killed. */
final class LockingChild {

    private LockingChild() {}

    public static void main(String[] args) throws Exception {
        try (FileChannel channel =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            System.out.print('x');
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
