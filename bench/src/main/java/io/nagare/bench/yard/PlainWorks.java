package io.nagare.bench.yard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files in a plain loop on one thread: into fresh arrays, as a publisher must, into one buffer again and again,
 * and by lines.
 */
final class PlainWorks implements Works {

    @Override
    public List<Work> find(WorkName name, Arguments arguments) {
        if (name != WorkName.FS) {
            return List.of();
        }
        Path path = arguments.file(0);
        List<Work> works = new ArrayList<>(FileWorks.of(path, () -> freshArrays(path), () -> lines(path)));
        Work chunks = works.get(0);
        works.add(new Work(
                chunks.label().replace("fs_read_chunks", "fs_read_one_buffer"),
                chunks.operations(),
                () -> oneBuffer(path)));
        return works;
    }

    private static long freshArrays(Path path) {
        return read(path, true);
    }

    private static void oneBuffer(Path path) {
        read(path, false);
    }

    private static long read(Path path, boolean fresh) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Sizes.CHUNK_BYTES);
        long sum = 0;
        try (FileChannel channel = FileChannel.open(path)) {
            for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer)) {
                if (fresh) {
                    byte[] chunk = new byte[buffer.flip().remaining()];
                    buffer.get(chunk);
                    sum += chunk.length;
                } else {
                    sum += read;
                }
                buffer.clear();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sum;
    }

    private static long lines(Path path) {
        long sum = 0;
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sum += line.length() + 1;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sum;
    }

    @Override
    public void close() {}
}
