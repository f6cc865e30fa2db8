using System.Net;
using System.Text;
using Kiosk.Bench.Web;

namespace Kiosk.EndToEnd.Browser;

/// <summary>What the bench's web side takes and refuses, without a browser.</summary>
[TestClass]
public sealed class RequestTests : BenchTest
{
    private readonly HttpClient _client = new();

    [TestCleanup]
    public void DisposeClient() => _client.Dispose();

    [TestMethod]
    [DataRow("key", "{}", "A key is one of 123A456B789C*0#D")]
    [DataRow("key", """{"key":"E","down":true}""", "A key is one of")]
    [DataRow("key", """{"key":"12","down":true}""", "A key is one of")]
    [DataRow("key", """{"key":"1"}""", "A key is one of")]
    [DataRow("key", """{"key":1,"down":true}""", "not the JSON")]
    [DataRow("key", """{"key":""", "not the JSON")]
    [DataRow("key", "null", "not the JSON")]
    [DataRow("key", "", "not the JSON")]
    [DataRow("card", "{}", "no test card")]
    [DataRow("card", """{"number":"4111111111111112"}""", "no test card")]
    [DataRow("unlock", """{"number":""}""", "no test card")]
    [DataRow("power", "{}", "true or false")]
    [DataRow("wifi", """{"on":null}""", "true or false")]
    [DataRow("service", "{}", "true or false")]
    [DataRow("case", """{"on":1}""", "not the JSON")]
    [DataRow("line", "{}", "A line is 1 to 512")]
    [DataRow("line", """{"line":""}""", "A line is 1 to 512")]
    [DataRow("line", """{"line":"two\nlines"}""", "A line is 1 to 512")]
    [DataRow("line", """{"line":"caf\u00e9"}""", "A line is 1 to 512")]
    [DataRow("fault", """{"fault":"fire"}""", "A fault is one of on, off, slow")]
    [DataRow("clock", """{"hours":0}""", "from 1 to")]
    [DataRow("clock", """{"hours":100000}""", "from 1 to")]
    public async Task ABadRequestIsRefusedWithAPlainMessage(string path, string body, string message)
    {
        using HttpResponseMessage answer = await PostAsync(path, body);
        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), message);
    }

    [TestMethod]
    [DataRow("Origin", "http://example.com")]
    [DataRow("Origin", "null")]
    [DataRow("Host", "example.com")]
    [DataRow("Host", "localhost:1")]
    [DataRow("Sec-Fetch-Site", "cross-site")]
    [DataRow("Sec-Fetch-Site", "same-site")]
    public async Task AnotherSitesPageIsRefused(string header, string value)
    {
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, new Uri(Address, method == HttpMethod.Get ? "api/setup" : "api/power"));
            request.Content = method == HttpMethod.Post ? Json("""{"on":false}""") : null;
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage answer = await _client.SendAsync(request);
            Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode, method.Method);
        }
    }

    [TestMethod]
    public async Task ItsOwnPageIsNotRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "api/wifi")) { Content = Json("""{"on":true}""") };
        request.Headers.TryAddWithoutValidation("Origin", Address.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using HttpResponseMessage answer = await _client.SendAsync(request);
        Assert.AreEqual(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [TestMethod]
    public async Task AFormOfAnotherSiteHasTheWrongType()
    {
        using var form = new StringContent("""{"on":false}""", Encoding.UTF8, "text/plain");
        using HttpResponseMessage answer = await _client.PostAsync(new Uri(Address, "api/power"), form);
        Assert.AreEqual(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [TestMethod]
    public async Task NoPressIsTooShort()
    {
        await using EventLog events = await EventLog.OpenAsync(Address);
        foreach (char key in "135")
        {
            await KeyAsync(key, down: true);
            await KeyAsync(key, down: false);
        }

        await events.SentAsync("\"135\"");
    }

    [TestMethod]
    public async Task TooManyKeysAtOnceAreRefused()
    {
        HttpStatusCode status = HttpStatusCode.NoContent;
        for (int i = 0; i < 4 * 64 && status == HttpStatusCode.NoContent; i++)
        {
            status = await KeyAsync('0', down: true);
            await KeyAsync('0', down: false);
        }

        Assert.AreEqual(HttpStatusCode.TooManyRequests, status);
    }

    [TestMethod]
    public async Task AKeyDownTwiceAndUpTwiceIsOnePress()
    {
        await using EventLog events = await EventLog.OpenAsync(Address);
        await KeyAsync('3', down: true);
        await KeyAsync('3', down: true);
        await KeyAsync('3', down: false);
        await KeyAsync('3', down: false);
        await KeyAsync('0', down: true);
        await KeyAsync('0', down: false);
        await events.SentAsync("\"30\"");
    }

    [TestMethod]
    public async Task ATakenPortIsSaid()
    {
        IOException refusal = await Assert.ThrowsExactlyAsync<IOException>(
            () => WebBench.StartAsync(new WebBenchOptions { Port = Address.Port, DataDirectory = null }));
        StringAssert.Contains(refusal.Message, $"Port {Address.Port} is taken");
    }

    [TestMethod]
    public async Task ThereIsALimitToThePagesThatWatch()
    {
        List<EventLog> watching = [];
        HttpStatusCode status = HttpStatusCode.OK;
        while (watching.Count < 64 && status == HttpStatusCode.OK)
        {
            try
            {
                watching.Add(await EventLog.OpenAsync(Address));
            }
            catch (HttpRequestException e)
            {
                status = e.StatusCode!.Value;
            }
        }

        Assert.AreEqual(16, watching.Count);
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, status);
        foreach (EventLog one in watching)
        {
            await one.DisposeAsync();
        }
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> PostAsync(string path, string body) => _client.PostAsync(new Uri(Address, "api/" + path), Json(body));

    private async Task<HttpStatusCode> KeyAsync(char key, bool down)
    {
        using HttpResponseMessage answer = await PostAsync("key", $$"""{"key":"{{key}}","down":{{(down ? "true" : "false")}}}""");
        return answer.StatusCode;
    }
}
