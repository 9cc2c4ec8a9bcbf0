package tutorial.framing;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.codec.BytesBuilder;
import io.nagare.codec.Codec;
import io.nagare.codec.Cursor;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.failure.MalformedTextException;
import io.nagare.failure.UnexpectedEndException;
import io.nagare.policy.Decoding;
import java.util.ArrayList;
import java.util.List;

/** Redis's protocol, from the side of the server: it reads requests and writes replies. */
public final class Resp {

    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final Decoding UTF_8 = Decoding.utf8().strict();

    public static final Codec<List<String>, Reply> CODEC =
            Codec.<List<String>, Reply>of(() -> Resp::read, () -> Resp::write).maxFrame(LONGEST_REQUEST);

    private Resp() {}

    /** Takes a request, such as {@code *2\r\n$3\r\nGET\r\n$4\r\nname\r\n}. */
    private static List<String> read(Cursor bytes) {
        int count = number(bytes, '*');
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = number(bytes, '$');
            words.add(bytes.take(length).text(UTF_8));
            end(bytes);
        }
        return words;
    }

    /** Takes a type, a number, and the end of the line. */
    private static int number(Cursor bytes, char type) {
        if (bytes.takeByte() != type) {
            throw new MalformedFrameException("expected '" + type + "'");
        }
        int number = 0;
        while (bytes.get(0) != '\r') {
            int digit = bytes.takeByte() - '0';
            if (digit < 0 || digit > 9 || number > LONGEST_REQUEST) {
                throw new MalformedFrameException("expected a number behind '" + type + "'");
            }
            number = 10 * number + digit;
        }
        end(bytes);
        return number;
    }

    private static void end(Cursor bytes) {
        if (bytes.takeByte() != '\r' || bytes.takeByte() != '\n') {
            throw new MalformedFrameException("expected the end of a line");
        }
    }

    /** Tells a client that its bytes are no request. Its connection ends then. Other failures stay what they are. */
    public static One<Reply> lastWord(Throwable failure) {
        boolean isBadInput = failure instanceof MalformedFrameException
                || failure instanceof MalformedTextException
                || failure instanceof FrameTooLongException
                || failure instanceof UnexpectedEndException;
        return isBadInput
                ? One.just(new Reply.Failure("ERR Protocol error: " + failure.getMessage()))
                : One.error(failure);
    }

    private static void write(Reply reply, BytesBuilder bytes) {
        if (reply instanceof Reply.Status status) {
            bytes.putUtf8("+" + status.text() + "\r\n");
        } else if (reply instanceof Reply.Failure failure) {
            // It may show what a client has sent, which must not look like the next reply.
            bytes.putUtf8("-" + failure.text().replace('\r', ' ').replace('\n', ' ') + "\r\n");
        } else if (reply instanceof Reply.Whole whole) {
            bytes.putUtf8(":" + whole.number() + "\r\n");
        } else if (reply instanceof Reply.Text text) {
            Bytes content = Bytes.utf8(text.text());
            bytes.putUtf8("$" + content.length() + "\r\n").put(content).putUtf8("\r\n");
        } else if (reply instanceof Reply.Nothing) {
            bytes.putUtf8("$-1\r\n");
        } else if (reply instanceof Reply.Group group) {
            bytes.putUtf8("*" + group.replies().size() + "\r\n");
            group.replies().forEach(part -> write(part, bytes));
        }
    }
}
