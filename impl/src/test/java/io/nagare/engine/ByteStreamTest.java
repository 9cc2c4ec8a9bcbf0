package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Async;
import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A stream of bytes keeps its type through the operators that emit bytes again. */
class ByteStreamTest {

    private final ByteStream stream = ByteStream.of(Many.just(Bytes.utf8("a\nb"), Bytes.utf8("c\n"), Bytes.utf8("d")));

    @Test
    void everyOperatorThatEmitsItsItemsTypeGivesAByteStream() throws Exception {
        Set<String> lost = new TreeSet<>();
        int found = 0;
        for (Method method : Many.class.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.isSynthetic() || !keepsType(method)) {
                continue;
            }
            found++;
            Method own = ByteStream.class.getMethod(method.getName(), erased(method));
            if (own.getReturnType() != ByteStream.class) {
                lost.add(method.toString());
            }
        }
        lost.removeIf(name -> name.endsWith(".self()"));
        assertEquals(Set.of(), lost, "operators behind which a ByteStream is none any more: add them to ByteOperators");
        assertTrue(found > 70, "reflection found only " + found + " methods");
    }

    /** Whether the method returns a {@code Many} of the item type, or its own type. */
    private static boolean keepsType(Method method) {
        Type result = method.getGenericReturnType();
        TypeVariable<?>[] declared = method.getDeclaringClass().getTypeParameters();
        if (method.getDeclaringClass() == Async.class) {
            return result.equals(declared[1]);
        }
        return result instanceof ParameterizedType many
                && many.getRawType() == Many.class
                && many.getActualTypeArguments()[0].equals(declared[0]);
    }

    /** Returns the parameter types as {@code ByteStream} declares them. */
    private static Class<?>[] erased(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(type ->
                        type instanceof TypeVariable<?> variable && variable.getGenericDeclaration() instanceof Class
                                ? Bytes.class
                                : type instanceof GenericArrayType ? Bytes[].class : Calls.raw(type))
                .toArray(Class<?>[]::new);
    }

    @Test
    void linesCanFollowAnyOfThem() {
        List<String> lines = stream.filter(bytes -> true)
                .take(3)
                .skip(0)
                .doOnNext(bytes -> {})
                .named("lines")
                .timeout(Duration.ofHours(1))
                .retry(1)
                .repeat(0)
                .limitRate(2)
                .startWith(Bytes.utf8("0\n"))
                .concatWith(Many.just(Bytes.utf8("e")))
                .onErrorResume(failure -> Many.empty())
                .share()
                .lines()
                .collectList()
                .block();
        assertEquals(List.of("0", "a", "bc", "de"), lines);
    }

    @Test
    void whatIsGivenIsReallyOne() {
        for (Many<Bytes> behind : Stream.<Many<Bytes>>of(
                        stream.hide(),
                        stream.take(1),
                        stream.replay(1),
                        stream.repeat(1),
                        stream.retry(1),
                        stream.log("bytes"))
                .toList()) {
            assertInstanceOf(ByteStream.class, behind);
        }
        assertSame(stream, ByteStream.of(stream));
    }

    @Test
    void itemsArePassedAsTheyAre() {
        List<Bytes> items = new ArrayList<>();
        Bytes item = Bytes.utf8("x");
        ByteStream.of(Many.just(item)).filter(bytes -> true).take(5).doOnNext(bytes -> {}).subscribe(items::add);
        assertSame(item, items.get(0));
    }
}
