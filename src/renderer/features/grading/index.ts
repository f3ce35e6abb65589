export { GradingRoomPage } from './grading-room-page';
export { RoomsPage } from './rooms-page';
