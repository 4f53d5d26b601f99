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
}
