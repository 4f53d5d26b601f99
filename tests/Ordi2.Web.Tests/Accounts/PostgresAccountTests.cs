using Ordi2.Web.Tests.Guides;
using Ordi2.Web.Tests.Stations;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

/// <summary>The ways in, on the other database.</summary>
public sealed class PostgresAccountTests : IAsyncLifetime
{
    private readonly DemoServer _server = new();

    public Task InitializeAsync() => _server.StartAsync(postgres: true);

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Sessions_invitations_and_erasing_are_the_same_on_PostgreSQL()
    {
        var sessions = new SessionTests(_server);
        await sessions.A_session_is_listed_with_its_browser_and_ended_from_another_one_at_once();
        await sessions.Somebody_of_several_organisations_works_for_one_at_a_time_and_changes_by_a_button();

        var invitations = new InvitationTests(_server);
        await invitations.Somebody_who_is_invited_makes_an_account_by_a_link_that_works_once();
        await invitations.A_new_password_by_a_link_ends_every_session_and_a_manager_never_opens_the_account_of_somebody_who_also_works_elsewhere();
        await invitations.Two_coordinators_who_leave_at_once_do_not_leave_a_pole_to_nobody();
        await invitations.An_erased_person_leaves_an_opaque_id_and_nothing_else();
    }

    [Fact]
    public async Task Second_factors_stations_badges_and_lists_put_away_are_the_same_on_PostgreSQL()
    {
        await new SecondFactorTests(_server).A_code_of_the_app_is_asked_for_once_it_is_set_up_and_none_works_twice();

        var stations = new StationTests(_server);
        await stations.A_device_is_enrolled_by_a_code_once_and_lets_operators_in_who_then_scan_in_their_own_name();
        await stations.Five_wrong_pins_close_a_badge_and_a_new_pin_opens_it();
        await new GuideTests(_server).A_list_that_was_hidden_is_hidden_on_every_device_and_a_button_brings_it_back_on_all_of_them();
    }

    [ChromiumFact]
    public Task Passkeys_are_the_same_on_PostgreSQL() =>
        new JourneyTests(_server).Somebody_is_invited_makes_an_account_and_a_passkey_and_comes_back_with_it_alone();
}
