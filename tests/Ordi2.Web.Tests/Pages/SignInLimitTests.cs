using System.Net;
using Ordi2.Web.Http;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

public sealed class SignInLimitTests
{
    [Theory]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Whoever_has_a_whole_network_of_addresses_is_counted_as_one(string one, string other, bool same) =>
        Assert.Equal(same, RequestLimits.SenderOf(IPAddress.Parse(one)) == RequestLimits.SenderOf(IPAddress.Parse(other)));

    [Fact]
    public async Task Passwords_cannot_be_tried_one_after_the_other()
    {
        await using var server = await FaultyServer.StartAsync(("RequestLimits:SignInsPerMinute", "3"));
        List<HttpStatusCode> answers = [];

        for (var i = 0; i < 4; i++)
        {
            using var form = new FormUrlEncodedContent([new("Email", "a@example.org"), new("Password", $"guess-{i}")]);
            using var response = await server.Client.PostAsync("/sign-in", form);
            answers.Add(response.StatusCode);
        }

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers[..3]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[3]);
    }

    [Fact]
    public async Task The_form_of_a_found_machine_cannot_be_sent_without_end_and_a_person_reads_why()
    {
        await using var server = await FaultyServer.StartAsync(("RequestLimits:PublicFormsPerMinute", "2"));

        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/m/H4T9CXB?handler=Found") { Content = new FormUrlEncodedContent([new("where", "ici")]) };
            request.Headers.Add("Accept", "text/html");
            using var response = await server.Client.SendAsync(request);

            Assert.Equal(i < 2 ? HttpStatusCode.BadRequest : HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(i == 2, (await response.Content.ReadAsStringAsync()).Contains("Par sécurité, le serveur fait une pause", StringComparison.Ordinal));
        }
    }
}
