using Ordi2.Web.Hosting;

namespace Ordi2.Web.Tests.Start;

public sealed class HeadStartTests
{
    [Fact]
    public async Task What_is_tried_at_the_start_would_be_accepted_or_the_first_scan_would_find_half_of_it_cold() => await HeadStart.BeginAsync();
}
