package io.nagare.kotlin

import io.nagare.Many
import io.nagare.One
import io.nagare.emit.Emitter
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.ContinuationInterceptor
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.Test

/** Coroutines that wait for streams. */
class AwaitTest : RuntimeTest() {

    private class NotToday(message: String) : Exception(message)

    /** A failure that coroutines cannot copy. */
    private class Uncopied(val number: Int) : Exception("number $number")

    private class Held : AutoCloseable {
        val closed = CountDownLatch(1)

        override fun close() {
            closed.countDown()
        }
    }

    @Test
    fun theItemOfAStreamThatWaitsAndOfOneThatDoesNot() = test {
        assertEquals(1, One.just(1).await())
        assertEquals(2, One.just(1).map { it + 1 }.runOn(nagare).await())
        assertEquals(3, One.blocking { 3 }.awaitOrNull())
        val first: Int = Many.range(7, 3).next().await()
        assertEquals(7, first)
    }

    @Test
    fun anEmptyStreamFailsOrIsNull() = test {
        assertNull(One.empty<Int>().awaitOrNull())
        try {
            One.empty<Int>().await()
            fail<Unit>("there was an item")
        } catch (expected: NoSuchElementException) {
            assertTrue(expected.message!!.contains("awaitOrNull"), expected.message)
        }
    }

    @Test
    fun aStreamWithoutAnItemJustCompletes() = test {
        val ran = AtomicInteger()
        val nothing: Unit = One.fromRunnable { ran.incrementAndGet() }.await()
        assertEquals(Unit, nothing)
        Many.range(0, 10).doOnNext { ran.incrementAndGet() }.runOn(nagare).awaitCompletion()
        assertEquals(11, ran.get())
    }

    @Test
    fun aFailureIsThrown() = test {
        val failure = Uncopied(4)
        for (stream in listOf(One.error<Int>(failure), One.error<Int>(failure).runOn(nagare))) {
            try {
                stream.await()
                fail<Unit>("it did not fail")
            } catch (expected: Uncopied) {
                assertSame(failure, expected)
            }
        }
        try {
            Many.concat(Many.just(1), Many.error(NotToday("late"))).awaitCompletion()
            fail<Unit>("it did not fail")
        } catch (expected: NotToday) {
            assertEquals("late", expected.message)
        }
    }

    @Test
    fun theOutcomeIsThatOfTheWholeStream() = test {
        val stream = One.using({ Held() }, { One.just(1) }, { throw Uncopied(5) })
        try {
            stream.await()
            fail<Unit>("it did not fail")
        } catch (expected: Uncopied) {
            assertEquals(5, expected.number)
        }
    }

    @Test
    fun cancellingTheCoroutineCancelsTheStream() = test {
        val cancelled = CountDownLatch(1)
        val waits = CompletableDeferred<Unit>()
        val job = launch(Dispatchers.Default) {
            One.never<Int>().doOnSubscribe { waits.complete(Unit) }.doOnCancel { cancelled.countDown() }.await()
        }
        waits.await()
        job.cancelAndJoin()
        cancelled.awaitSoon()
    }

    @Test
    fun aCancelledCoroutineDoesNotBeginTheStream() = test {
        val subscribed = AtomicInteger()
        val job = launch(start = CoroutineStart.UNDISPATCHED) {
            coroutineContext[kotlinx.coroutines.Job]!!.cancel()
            One.fromCallable { subscribed.incrementAndGet() }.hide().delaySubscription(java.time.Duration.ZERO).await()
        }
        job.join()
        assertTrue(job.isCancelled)
        assertEquals(0, subscribed.get())
    }

    /** Coroutines promise that a cancelled one does not go on with a value. So the value has no owner. */
    @Test
    fun anItemThatMeetsACancellationIsDiscarded() = test {
        val emitter = CompletableDeferred<Emitter<Held>>()
        val held = CountDownLatch(1)
        val release = CountDownLatch(1)
        Executors.newSingleThreadExecutor().asCoroutineDispatcher().use { dispatcher ->
            val job = launch(dispatcher) {
                One.create { emitter.complete(it) }.await()
                fail<Unit>("it was cancelled")
            }
            emitter.await()
            launch(dispatcher) {
                held.countDown()
                release.awaitSoon()
            }
            withContext(Dispatchers.IO) { held.awaitSoon() }
            val item = Held()
            // The strand resumes the coroutine, and then its thread is still busy.
            assertTrue(emitter.await().emit(item))
            withContext(Dispatchers.IO) { nagare.blockOn(One.fromCallable { 1 }) }
            job.cancel()
            release.countDown()
            job.join()
            withContext(Dispatchers.IO) { item.closed.awaitSoon() }
        }
    }

    @Test
    fun raceOfTheItemAndTheCancellation() = test {
        repeat(2_000) {
            val emitter = CompletableDeferred<Emitter<Held>>()
            val got = AtomicInteger()
            val item = Held()
            val job = launch(Dispatchers.Default) {
                One.create { emitter.complete(it) }.await()
                got.incrementAndGet()
            }
            val emitting = async(Dispatchers.Default) { emitter.await().emit(item) }
            launch(Dispatchers.Default) {
                emitter.await()
                job.cancel()
            }
            val taken = emitting.await()
            job.join()
            if (taken && got.get() == 0) {
                withContext(Dispatchers.IO) { item.closed.awaitSoon() }
            } else {
                assertEquals(1, item.closed.count)
            }
        }
    }

    @Test
    fun theCoroutineStaysOnItsDispatcher() = test {
        withContext(Dispatchers.IO) {
            val before = coroutineContext[ContinuationInterceptor]
            One.just(1).delayElements(java.time.Duration.ofMillis(1)).runOn(nagare).await()
            assertSame(before, coroutineContext[ContinuationInterceptor])
            assertTrue(!io.nagare.Nagare.isWorker(Thread.currentThread()))
        }
    }

    @Test
    fun aFailureThatIsACancellationLeavesTheCoroutineActive() = test {
        val seen = AtomicReference<Throwable>()
        try {
            One.error<Int>(CancellationException("theirs")).await()
        } catch (expected: CancellationException) {
            seen.set(expected)
        }
        assertEquals("theirs", seen.get().message)
        assertTrue(coroutineContext[kotlinx.coroutines.Job]!!.isActive)
    }

    @Test
    fun nullsAreKnownToKotlin() {
        val maybe: String? = One.empty<String>().block()
        assertNull(maybe)
        assertThrows(IllegalArgumentException::class.java) { Many.just(1).asFlow(0) }
    }
}
