using System.Net;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

public sealed class SignInLimitTests
{
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
