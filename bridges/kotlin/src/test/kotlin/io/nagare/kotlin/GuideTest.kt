package io.nagare.kotlin

import io.nagare.Many
import io.nagare.One
import io.nagare.TaskLocal
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

/** The examples of docs/kotlin.md. */
class GuideTest : RuntimeTest() {

    private class Order(val name: String, val amount: Int)

    private class Orders {
        val described = ConcurrentLinkedQueue<String>()

        fun find(name: String): One<Order> = all().filter { it.name == name }.next()

        fun all(): Many<Order> = Many.just(Order("o-1", 3))

        fun save(order: Order): One<Void> = One.fromRunnable { described.add(order.name) }

        fun describe(): One<String> = One.fromCallable { "orders of " + REQUEST.get() }
    }

    private val orders = Orders()
    private val logged = ConcurrentLinkedQueue<String>()

    private fun ship(order: Order) {
        logged.add(order.name)
    }

    private fun log(text: String) {
        logged.add(text + " " + REQUEST.get())
    }

    @Test
    fun everyExampleOfTheGuideIsHere() {
        val source = bare(Files.readString(Path.of("src/test/kotlin/io/nagare/kotlin/GuideTest.kt")))
        val page = Files.readString(Path.of("../../docs/kotlin.md"))
        val snippets = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
            .findAll(page)
            .map { bare(it.groupValues[1]) }
            .toList()
        assertEquals(4, snippets.size)
        assertEquals(listOf<String>(), snippets.filterNot { source.contains(it) })
    }

    private fun bare(code: String) = code.lines().map { it.trim() }.filter { it.isNotEmpty() }.joinToString("\n")

    @Test
    fun aStreamInACoroutine() = test {
        val order: Order = orders.find("o-1").await()
        val maybe: Order? = orders.find("o-2").awaitOrNull()
        orders.save(order).await()                       // a One<Void> has nothing to return
        orders.all().asFlow(prefetch = 16).collect { ship(it) }

        assertNull(maybe)
        assertEquals(listOf("o-1"), logged.toList())
        assertEquals(listOf("o-1"), orders.described.toList())
    }

    @Test
    fun aCoroutineAsAStream() {
        val price: One<Int> = one {
            val order = orders.find("o-1").await()
            delay(10.milliseconds)
            order.amount * 2
        }
        val countdown: Many<Int> = many {
            for (n in 3 downTo 1) {
                emit(n)
                delay(1.milliseconds)
            }
        }
        val squares: Many<Int> = flowOf(1, 2, 3).map { it * it }.asMany()

        assertEquals(6, nagare.blockOn(price))
        assertEquals(listOf(3, 2, 1), nagare.blockOn(countdown.collectList()))
        assertEquals(listOf(1, 4, 9), nagare.blockOn(squares.collectList()))
    }

    @Test
    fun aRuntimeAsADispatcher() = test {
        withContext(nagare.asCoroutineDispatcher()) {
            delay(5.milliseconds)                        // by the timers of the runtime
        }
        val scope: CoroutineScope = nagare.newCoroutineScope()
        scope.launch { orders.all().awaitCompletion() }

        scope.coroutineContext.job.children.forEach { it.join() }
        scope.cancel()
    }

    @Test
    fun taskLocals() = test {
        val text: String = withContext(REQUEST.asContextElement("r-17")) {
            log("begins")                                // REQUEST.get() is r-17 here
            orders.describe().await()                    // and in the functions of this stream
        }

        assertEquals("orders of r-17", text)
        assertEquals(listOf("begins r-17"), logged.toList())
    }

    private companion object {
        val REQUEST: TaskLocal<String> = TaskLocal.named("request")
    }
}
