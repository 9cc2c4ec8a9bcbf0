package io.nagare.kotlin

import io.nagare.Many
import io.nagare.One
import io.nagare.emit.Emitter
import io.nagare.policy.Overflow
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.ContinuationInterceptor
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.count
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.flow.zip
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.Test

/** Streams as flows. */
class FlowTest : RuntimeTest() {

    private class Uncopied(val number: Int) : Exception("number $number")

    private class Held(val number: Int, private val closed: CountDownLatch) : AutoCloseable {
        override fun close() {
            closed.countDown()
        }
    }

    @Test
    fun theItemsInTheirOrder() = test {
        val all = (0 until 10_000).toList()
        for (stream in listOf(Many.range(0, 10_000), Many.range(0, 10_000).runOn(nagare))) {
            for (prefetch in listOf(1, 2, 3, 64, 65_536)) {
                assertEquals(all, stream.asFlow(prefetch).toList())
            }
            assertEquals(all, stream.asFlow().flowOn(Dispatchers.Default).toList())
        }
        assertEquals(0, Many.empty<Int>().asFlow().count())
    }

    @Test
    fun eachCollectorIsASubscriber() = test {
        val subscribed = AtomicInteger()
        val flow = Many.range(0, 3).doOnSubscribe { subscribed.incrementAndGet() }.asFlow()
        assertEquals(0, subscribed.get())
        assertEquals(3, flow.count())
        assertEquals(0, flow.first())
        assertEquals(2, subscribed.get())
    }

    private suspend fun requests(prefetch: Int, items: Int): List<Long> {
        val requested = ConcurrentLinkedQueue<Long>()
        Many.range(0, items).doOnRequest { requested.add(it) }.asFlow(prefetch).collect {}
        return requested.toList()
    }

    @Test
    fun demandIsAsDocumented() = test {
        assertEquals(listOf(1L, 1L, 1L), requests(1, 3))
        assertEquals(listOf(2L, 1L, 1L), requests(2, 4))
        assertEquals(listOf(3L, 2L), requests(3, 5))
        assertEquals(listOf(64L, 32L, 32L), requests(64, 100))
    }

    @Test
    fun withAPrefetchOfOneAnItemIsMadeWhenTheOneBeforeIsDone() = test {
        val steps = ConcurrentLinkedQueue<String>()
        Many.range(0, 3).doOnNext { steps.add("make $it") }.asFlow(1).collect { steps.add("take $it") }
        assertEquals(listOf("make 0", "take 0", "make 1", "take 1", "make 2", "take 2"), steps.toList())
    }

    @Test
    fun theItemsBeforeAFailureComeFirst() = test {
        val failure = Uncopied(7)
        val seen = ArrayList<Int>()
        try {
            Many.concat(Many.range(0, 100), Many.error(failure)).runOn(nagare).asFlow().collect { seen.add(it) }
            fail<Unit>("it did not fail")
        } catch (expected: Uncopied) {
            assertSame(failure, expected)
        }
        assertEquals((0 until 100).toList(), seen)
        val failing = Many.concat(Many.just(1), Many.error<Int>(failure)).asFlow()
        assertEquals(listOf(1, 9), failing.catch { emit(9) }.toList())
    }

    @Test
    fun anEarlyEndCancelsTheStreamAndDiscardsWhatWaits() = test {
        val cancelled = CountDownLatch(1)
        val closed = CountDownLatch(9)
        val taken = Many.range(0, 10)
            .map { Held(it, closed) }
            .concatWith(Many.never())
            .doOnCancel { cancelled.countDown() }
            .asFlow()
            .map { it.number }
            .first()
        assertEquals(0, taken)
        withContext(Dispatchers.IO) {
            cancelled.awaitSoon()
            closed.awaitSoon()
        }
    }

    @Test
    fun aCollectorThatFailsCancelsTheStream() = test {
        val cancelled = CountDownLatch(1)
        val failure = Uncopied(3)
        try {
            Many.interval(java.time.Duration.ofMillis(1))
                .runOn(nagare)
                .doOnCancel { cancelled.countDown() }
                .asFlow()
                .collect { throw failure }
        } catch (expected: Uncopied) {
            assertSame(failure, expected)
        }
        withContext(Dispatchers.IO) { cancelled.awaitSoon() }
    }

    @Test
    fun cancellingTheCollectorCancelsTheStream() = test {
        val waits = CompletableDeferred<Unit>()
        val cancelled = CountDownLatch(1)
        val job = launch(Dispatchers.Default) {
            Many.never<Int>()
                .doOnRequest { waits.complete(Unit) }
                .doOnCancel { cancelled.countDown() }
                .asFlow()
                .collect()
        }
        waits.await()
        job.cancelAndJoin()
        withContext(Dispatchers.IO) { cancelled.awaitSoon() }
    }

    @Test
    fun aCollectorThatNeverSuspendsCanBeCancelled() = test {
        val seen = AtomicInteger()
        val job = launch(Dispatchers.Default) {
            Many.range(0, Int.MAX_VALUE).asFlow().collect {
                if (seen.incrementAndGet() == 1_000) {
                    coroutineContext[kotlinx.coroutines.Job]!!.cancel()
                }
            }
        }
        job.join()
        assertEquals(1_000, seen.get())
    }

    @Test
    fun everyItemIsTakenOrDiscardedWhenACancellationRaces() = test {
        repeat(300) { round ->
            val made = AtomicInteger()
            val ended = AtomicInteger()
            val released = CompletableDeferred<Unit>()
            val job = launch(Dispatchers.Default) {
                Many.range(0, Int.MAX_VALUE)
                    .map {
                        made.incrementAndGet()
                        AutoCloseable { ended.incrementAndGet() }
                    }
                    .runOn(nagare)
                    .doFinally { _ -> released.complete(Unit) }
                    .asFlow(8)
                    .collect {
                        it.close()
                        if (ended.get() >= round) {
                            released.complete(Unit)
                        }
                    }
            }
            released.await()
            job.cancelAndJoin()
            withContext(Dispatchers.IO) {
                // Both strands discard what they hold; the next task of the runtime finds that done or under way.
                while (made.get() != ended.get()) {
                    nagare.blockOn(One.delay(java.time.Duration.ofMillis(1)))
                }
            }
        }
    }

    @Test
    fun theCollectorIsCalledInItsContext() = test {
        withContext(Dispatchers.IO) {
            val dispatcher = coroutineContext[ContinuationInterceptor]
            Many.range(0, 1_000).runOn(nagare).asFlow(3).collect {
                assertSame(dispatcher, kotlinx.coroutines.currentCoroutineContext()[ContinuationInterceptor])
                assertTrue(!io.nagare.Nagare.isWorker(Thread.currentThread()))
            }
        }
    }

    @Test
    fun flowsOfStreamsCombine() = test {
        val numbers = Many.range(0, 1_000)
        val pairs: Flow<Int> = numbers.runOn(nagare).asFlow().zip(numbers.asFlow()) { a, b -> a + b }
        assertEquals((0 until 1_000).map { 2 * it }, pairs.toList())
        assertEquals(5, Many.range(0, 1_000).asFlow().take(5).count())
    }

    @Test
    fun aSourceOfAnotherThreadIsNeverAheadOfTheDemand() = test {
        val emitter = CompletableDeferred<Emitter<Int>>()
        val flow = Many.create({ emitter.complete(it) }, Overflow.fail(1)).asFlow(4)
        val seen = ArrayList<Int>()
        val job = launch(Dispatchers.Default) { flow.collect { seen.add(it) } }
        val sender = emitter.await()
        var sent = 0
        while (sent < 10_000) {
            if (sender.demand() > 0 && sender.emit(sent)) {
                sent++
            } else {
                Thread.onSpinWait()
            }
        }
        sender.complete()
        job.join()
        assertEquals((0 until 10_000).toList(), seen)
    }

    @Test
    fun aPrefetchOutOfRangeIsRefused() {
        for (prefetch in listOf(-1, 0, 65_537)) {
            val refused = assertThrows(IllegalArgumentException::class.java) { Many.just(1).asFlow(prefetch) }
            assertTrue(refused.message!!.contains("$prefetch"), refused.message)
        }
    }

    @Test
    fun aClosedRuntimeFailsTheFlow() = test {
        val waits = CompletableDeferred<Unit>()
        val job = launch(Dispatchers.Default) {
            try {
                Many.never<Int>().doOnRequest { waits.complete(Unit) }.runOn(nagare).asFlow().collect()
                fail<Unit>("it did not fail")
            } catch (expected: io.nagare.failure.RuntimeClosedException) {
                assertTrue(expected.message!!.contains("closed"))
            }
        }
        waits.await()
        withContext(Dispatchers.IO) { nagare.close() }
        job.join()
        assertTrue(!job.isCancelled)
    }
}
